import { html, nothing } from 'lit';
import { api, mayChange } from '../api.js';
import { Watching } from '../parts/element.js';
import { sparkline } from '../parts/chart.js';
import { badge, loading, problemBox, reason } from '../parts/small.js';
import { ago, day, moment, number, t } from '../words.js';

const STATUSES = ['ACTIVE', 'PAUSED', 'DISCONNECTED', 'PENDING', 'PROVISIONING', 'DELETING', 'DELETED'];
const MONTH = 30 * 24 * 3600 * 1000;

const endsSoon = (license) =>
  license.status === 'ACTIVE' && new Date(license.validUntil).getTime() - Date.now() < MONTH;

/** All connections of the tenant, and what the licence allows. */
class Integrations extends Watching {
  static properties = { found: {}, license: {}, ending: {}, problem: {}, query: {}, cursors: {}, traffic: {} };

  constructor() {
    super();
    this.query = { q: '', status: '', organization: '' };
    this.cursors = [];
    this.traffic = new Map();
  }

  async ask() {
    const asked = { limit: 50 };
    for (const [name, value] of Object.entries(this.query)) {
      if (value) {
        asked[name] = value;
      }
    }
    if (this.cursors.length) {
      asked.cursor = this.cursors.at(-1);
    }
    const asking = JSON.stringify(asked);
    this.asking = asking;
    const [license, found] = await Promise.all([api.license(), api.connections(asked)]);
    // An answer to a question that was changed meanwhile is none.
    if (this.asking === asking) {
      this.license = license;
      this.found = found;
      this.ending = endsSoon(license) ? await api.licensePreview() : undefined;
      await this.lines(found.items.map((it) => it.id));
    }
  }

  async lines(ids) {
    if (ids.length) {
      const { items } = await api.traffic(ids, 30);
      this.traffic = new Map(items.map((it) => [it.connection, it.minutes]));
    }
  }

  refine(change) {
    this.query = { ...this.query, ...change };
    this.cursors = [];
    this.look();
  }

  turn(cursors) {
    this.cursors = cursors;
    this.look();
  }

  render() {
    return html`
      <div class="row between">
        <h1>${t('integrations')}</h1>
        ${this.mayAdd()
          ? html`<a class="button primary" href="#/add">${t('add')}</a>`
          : nothing}
      </div>
      ${this.banner()} ${problemBox(this.problem)} ${this.filters()}
      ${this.found ? this.table() : this.problem ? nothing : loading()}
    `;
  }

  mayAdd() {
    return mayChange() && this.license?.status === 'ACTIVE';
  }

  banner() {
    const license = this.license;
    if (!license) {
      return nothing;
    }
    if (license.status !== 'ACTIVE') {
      return html`<div class="box bad" role="status">
        <strong>${t(`license.${license.status}`, { day: day(license.validUntil) })}</strong>
        <p>${t('license.renew')}</p>
      </div>`;
    }
    if (endsSoon(license)) {
      return html`<div class="box warn" role="status">
        <strong>${t('license.soon', { day: day(license.validUntil), when: ago(license.validUntil) })}</strong>
        <p>${t('license.will-pause')}</p>
        ${this.ending ? this.willPause(this.ending) : nothing}
      </div>`;
    }
    return html`<p class="quiet">${t('license.until', { day: day(license.validUntil) })}</p>`;
  }

  willPause({ total, connections }) {
    if (total === 0) {
      return html`<p>${t('license.pauses-none')}</p>`;
    }
    return html`<details>
      <summary>${t('license.pauses', { count: number(total) })}</summary>
      <ul>${connections.map((it) => html`<li><a href="#/connections/${it.id}">${it.name}</a> <code>${it.accountId}</code> ${badge(it.status)}</li>`)}</ul>
      ${total > connections.length ? html`<p class="quiet">${t('license.pauses-more', { count: number(total - connections.length) })}</p>` : nothing}
    </details>`;
  }

  filters() {
    return html`<form class="filters" role="search" @submit=${(event) => event.preventDefault()}>
      <label>${t('search')}
        <input type="search" .value=${this.query.q} maxlength="200" placeholder=${t('search.hint')}
          @input=${(event) => this.refine({ q: event.target.value.trim() })} />
      </label>
      <label>${t('column.status')}
        <select @change=${(event) => this.refine({ status: event.target.value })}>
          <option value="">${t('all')}</option>
          ${STATUSES.map((it) => html`<option value=${it} ?selected=${it === this.query.status}>${t(`status.${it}`)}</option>`)}
        </select>
      </label>
      <label>${t('column.organization')}
        <select @change=${(event) => this.refine({ organization: event.target.value })}>
          <option value="">${t('all')}</option>
          <option value="true" ?selected=${this.query.organization === 'true'}>${t('uses-organization')}</option>
          <option value="false" ?selected=${this.query.organization === 'false'}>${t('one-account')}</option>
        </select>
      </label>
    </form>`;
  }

  table() {
    const { items, nextCursor } = this.found;
    if (items.length === 0) {
      const filtered = Object.values(this.query).some(Boolean);
      return html`<div class="empty">
        <p>${t(filtered ? 'none-found' : 'none-yet')}</p>
        ${!filtered && this.mayAdd()
          ? html`<a class="button primary" href="#/add">${t('add')}</a>`
          : nothing}
      </div>`;
    }
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('integrations')}>
      <table>
        <thead><tr>
          <th scope="col">${t('column.name')}</th>
          <th scope="col">${t('column.account')}</th>
          <th scope="col">${t('column.organization')}</th>
          <th scope="col">${t('column.status')}</th>
          <th scope="col">${t('column.last-data')}</th>
          <th scope="col">${t('column.traffic')}</th>
        </tr></thead>
        <tbody>${items.map((it) => this.line(it))}</tbody>
      </table>
    </div>
    <div class="row pages">
      <button type="button" ?disabled=${this.cursors.length === 0} @click=${() => this.turn(this.cursors.slice(0, -1))}>${t('newer')}</button>
      <button type="button" ?disabled=${!nextCursor} @click=${() => this.turn([...this.cursors, nextCursor])}>${t('older')}</button>
    </div>`;
  }

  line(it) {
    return html`<tr>
      <th scope="row"><a href="#/connections/${it.id}">${it.name}</a></th>
      <td><code>${it.accountId}</code> <span class="quiet whole">${it.region}</span></td>
      <td>${it.organization ? (it.organizationId ?? t('yes')) : '–'}</td>
      <td>${badge(it.status)} <span class="quiet">${reason(it)}</span></td>
      <td title=${moment(it.lastEventAt)}>${ago(it.lastEventAt)}</td>
      <td>${this.traffic.has(it.id) ? sparkline(this.traffic.get(it.id)) : '–'}</td>
    </tr>`;
  }
}

customElements.define('tb-integrations', Integrations);
