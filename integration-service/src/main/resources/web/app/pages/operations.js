import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Part } from '../parts/element.js';
import { badge, loading } from '../parts/small.js';
import { ago, moment, number, t } from '../words.js';

/** What an operator stands in front of: everything over all tenants, no connection's content. */
class OperationsPage extends Part {
  static properties = { summary: {}, away: {} };

  connectedCallback() {
    super.connectedCallback();
    this.stream = api.operations((summary) => {
      this.summary = summary;
      this.away = false;
    });
    // The browser tries again by itself.
    this.stream.onerror = () => (this.away = true);
  }

  disconnectedCallback() {
    this.stream.close();
    super.disconnectedCallback();
  }

  render() {
    const it = this.summary;
    return html`
      <div class="row between"><h1>${t('operations')}</h1>${it ? html`<span class="quiet">${t('as-of', { at: moment(it.at) })}</span>` : nothing}</div>
      ${this.away ? html`<div class="box warn" role="status">${t('problem.unreachable')}</div>` : nothing}
      ${it ? this.view(it) : this.away ? nothing : loading()}
    `;
  }

  view(it) {
    return html`
      <div class="tiles">${Object.entries(it.connections).map(
        ([status, count]) => html`<div class="tile">${badge(status)}<strong>${number(count)}</strong></div>`,
      )}
        <div class="tile"><span>${t('batches-a-second')}</span><strong>${it.batchesPerSecond == null ? '–' : number(Math.round(it.batchesPerSecond * 10) / 10)}</strong></div>
        <div class="tile"><span>${t('events-a-second')}</span><strong>${it.eventsPerSecond == null ? '–' : number(Math.round(it.eventsPerSecond))}</strong></div>
      </div>
      <div class="two">
        <section class="card"><h2>${t('lag')}</h2>${it.lag ? this.lag(it.lag) : html`<p class="box bad">${t('no-kafka')}</p>`}</section>
        <section class="card"><h2>${t('dead-letters')}</h2>${it.deadLetters ? this.dead(it.deadLetters, it.deadLetterReasons) : html`<p class="box bad">${t('no-kafka')}</p>`}</section>
        <section class="card"><h2>${t('expiring')}</h2>${this.table(it.expiring, ['column.tenant', 'until'],
          (row) => [row.tenant, html`<span title=${moment(row.validUntil)}>${ago(row.validUntil)}</span>`])}</section>
      </div>
      <section class="card"><h2>${t('trouble')}</h2>${this.table(it.trouble, ['column.connection', 'column.tenant', 'column.status', 'since'],
        (row) => [html`<code>${row.connection}</code>`, row.tenant, badge(row.status), html`<span title=${moment(row.since)}>${ago(row.since)}</span>`])}</section>
      <section class="card"><h2>${t('slowest')}</h2>${this.table(it.slowest, ['column.connection', 'column.tenant', 'seconds', 'when'],
        (row) => [html`<code>${row.connection}</code>`, row.tenant, number(Math.round(row.millis / 100) / 10), ago(row.at)])}</section>
      <section class="card"><h2>${t('slowest-calls')}</h2>${this.table(it.slowestCalls, ['call', 'milliseconds', 'column.tenant', 'column.connection', 'when'],
        (row) => [`${row.service} ${row.operation}`, number(row.millis), row.tenant, html`<code>${row.connection}</code>`, ago(row.at)])}</section>
    `;
  }

  lag(groups) {
    const flat = Object.entries(groups).flatMap(([group, topics]) => Object.entries(topics).map(([topic, count]) => [group, topic, count]));
    return this.table(flat, ['group', 'topic', 'messages'], (row) => [row[0], row[1], number(row[2])]);
  }

  /** By reason; a topic whose letters were not read yet with what Kafka counts. */
  dead(counts, reasons) {
    const flat = Object.entries(counts).flatMap(([topic, count]) => {
      const why = Object.entries(reasons[topic] ?? {}).sort((a, b) => b[1] - a[1]);
      return why.length ? why.map(([reason, letters]) => [topic, reason, letters]) : [[topic, '–', count]];
    });
    return this.table(flat, ['topic', 'why', 'messages'], (row) => [row[0], html`<code>${row[1]}</code>`, number(row[2])]);
  }

  table(rows, heads, cells) {
    return rows.length
      ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t(heads[0])}><table>
          <thead><tr>${heads.map((key) => html`<th scope="col">${t(key)}</th>`)}</tr></thead>
          <tbody>${rows.map((row) => html`<tr>${cells(row).map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
      : html`<p class="quiet">${t('none')}</p>`;
  }
}

customElements.define('tb-operations', OperationsPage);
