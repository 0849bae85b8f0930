import { html, nothing } from 'lit';
import { accountsFault, accountsOrAll } from '../accounts.js';
import { api, mayChange } from '../api.js';
import { Watching, go } from '../parts/element.js';
import { chain, toDo } from '../parts/chain.js';
import '../parts/chart.js';
import { accountsField, textField } from '../parts/field.js';
import { absent, awsLink, badge, failing, problemBox, reason } from '../parts/small.js';
import { ago, known, moment, number, t } from '../words.js';
import '../parts/setup.js';

/** One connection: what it is, what can be done with it, what was done. */
class ConnectionPage extends Watching {
  static properties = { connectionId: {}, connection: {}, history: {}, problem: {}, refused: {}, form: {}, setting: {}, pausing: {}, resuming: {}, minutes: {}, verification: {}, verifying: {} };

  willUpdate(changed) {
    if (changed.has('connectionId') && changed.get('connectionId')) {
      this.connection = this.form = this.refused = this.verifying = undefined;
      this.look();
    }
  }

  async ask() {
    const id = this.connectionId;
    const [{ json, etag }, history, traffic, verification] = await Promise.all([
      api.connection(id), api.activity(id), api.traffic([id], 1440), api.verification(id)]);
    this.connection = json;
    this.etag = etag;
    this.history = history;
    this.minutes = traffic.items[0]?.minutes ?? [];
    this.verification = verification;
    // The answer has come, or none will: what is held or gone is not looked at.
    if (this.verifying && (verification.verifiedAt !== this.verifying.before || !json.actions.includes('verify'))) {
      this.verifying = undefined;
    }
  }

  async act(action, body) {
    this.pausing = this.resuming = false;
    try {
      await api.act(this.connectionId, action, body);
      this.refused = undefined;
    } catch (problem) {
      this.refused = problem;
    }
    this.look();
  }

  async verify() {
    this.verifying = { before: this.verification?.verifiedAt ?? null };
    await this.act('verify');
    if (this.refused) {
      this.verifying = undefined;
    }
  }

  edit() {
    this.editing = this.etag;
    this.form = {
      name: this.connection.name,
      accounts: (this.connection.accounts ?? []).join(', '),
      backfillOnResume: this.connection.backfillOnResume,
    };
  }

  async save(event) {
    event.preventDefault();
    const { name, accounts, backfillOnResume } = this.form;
    if (this.connection.organization && accountsFault(accounts)) {
      return;
    }
    const patch = { name: name.trim(), backfillOnResume };
    if (this.connection.organization) {
      patch.accounts = accountsOrAll(accounts);
    }
    try {
      await api.edit(this.connectionId, this.editing, patch);
      this.form = this.refused = undefined;
    } catch (problem) {
      this.refused = problem;
    }
    this.look();
  }

  render() {
    const it = this.connection;
    if (!it) {
      return absent(this.problem);
    }
    return html`
      <p><a href="#/">${t('integrations')}</a></p>
      <div class="row between">
        <div class="row"><h1>${it.name}</h1> ${badge(it.status)} <span class="quiet">${reason(it)}</span></div>
        <div class="row" role="group" aria-label=${t('actions')}>${this.actions(it)}</div>
      </div>
      ${problemBox(this.problem)} ${problemBox(this.refused)}
      ${this.pausing ? this.askForReason() : nothing}
      ${this.resuming ? this.askForGap() : nothing}
      ${this.setting ? html`<section class="card"><tb-setup .connectionId=${it.id}></tb-setup></section>` : nothing}
      ${this.form ? this.editor(it) : nothing}
      ${this.findings(it)}
      <div class="two">
        <section class="card"><h2>${t('details')}</h2>${this.details(it)}</section>
        <section class="card"><h2>${t('inventory')}</h2>${this.inventory(it)}</section>
      </div>
      ${this.verification?.verifiedAt || it.actions.includes('verify')
        ? html`<section class="card"><h2>${t('chain')}</h2>
            <div aria-live="polite">${this.verifying ? html`<p class="row"><progress aria-label=${t('chain.running')}></progress> ${t('chain.running')}</p>` : nothing}</div>
            ${chain(this.verification)}</section>`
        : nothing}
      ${this.minutes?.length
        ? html`<section class="card"><h2>${t('chart.title')}</h2><tb-day-chart .minutes=${this.minutes}></tb-day-chart></section>`
        : nothing}
      ${it.gaps.length ? html`<section class="card"><h2>${t('gaps')}</h2>${this.gaps(it)}</section>` : nothing}
      <section class="card"><h2>${t('activity')}</h2>${this.activity()}</section>
    `;
  }

  actions(it) {
    const buttons = {
      setup: () => html`<button type="button" @click=${() => (it.status === 'PENDING' ? go(`/add/${it.id}`) : (this.setting = !this.setting))}>${t(it.status === 'PENDING' ? 'action.setup' : 'action.repair')}</button>`,
      edit: () => html`<button type="button" @click=${this.edit}>${t('action.edit')}</button>`,
      pause: () => html`<button type="button" aria-expanded=${Boolean(this.pausing)} @click=${() => (this.pausing = !this.pausing)}>${t('action.pause')}</button>`,
      resume: () => html`<button type="button" class="primary" aria-expanded=${Boolean(this.resuming)} @click=${() => (this.resuming = !this.resuming)}>${t('action.resume')}</button>`,
      verify: () => html`<button type="button" ?disabled=${Boolean(this.verifying)} @click=${this.verify}>${t('action.verify')}</button>`,
      delete: () => html`<a class="button danger" href="#/connections/${it.id}/delete">${t('action.delete')}</a>`,
    };
    return it.actions.filter((action) => action in buttons && mayChange()).map((action) => buttons[action]());
  }

  askForReason() {
    const pause = (event) => {
      event.preventDefault();
      const reason = new FormData(event.target).get('reason').trim();
      this.act('pause', reason ? { reason } : {});
    };
    return html`<form class="card" aria-label=${t('action.pause')} @submit=${pause}>
      <label for="reason">${t('pause.reason')}</label>
      <div class="row">
        <input id="reason" name="reason" maxlength="200" autocomplete="off" />
        <button class="primary">${t('pause.now')}</button>
        <button type="button" @click=${() => (this.pausing = false)}>${t('cancel')}</button>
      </div>
    </form>`;
  }

  askForGap() {
    return html`<section class="card" aria-label=${t('action.resume')}>
      <p>${t('resume.question')}</p>
      <div class="row">
        <button type="button" class="primary" @click=${() => this.act('resume', { backfill: true })}>${t('resume.fetch')}</button>
        <button type="button" @click=${() => this.act('resume', { backfill: false })}>${t('resume.skip')}</button>
        <button type="button" @click=${() => (this.resuming = false)}>${t('cancel')}</button>
      </div>
    </section>`;
  }

  editor(it) {
    const told = Object.fromEntries((this.refused?.errors ?? []).map((error) => [error.field, error.message]));
    const set = (change) => (this.form = { ...this.form, ...change });
    return html`<form class="card narrow" novalidate @submit=${this.save}>
      ${textField({ id: 'name', label: t('field.name'), hint: t('field.name.hint'), value: this.form.name, fault: told.name, change: (name) => set({ name }) })}
      ${it.organization ? accountsField({ value: this.form.accounts, fault: told.accounts, change: (accounts) => set({ accounts }) }) : nothing}
      <label class="choice"><input type="checkbox" .checked=${this.form.backfillOnResume} @change=${(event) => set({ backfillOnResume: event.target.checked })} />
        <span>${t('field.backfillOnResume')}<small>${t('field.backfillOnResume.hint')}</small></span></label>
      <div class="row"><button class="primary">${t('save')}</button>
        <button type="button" @click=${() => (this.form = undefined)}>${t('cancel')}</button></div>
    </form>`;
  }

  findings(it) {
    return it.findings.map(
      (finding) => html`<div class="box bad">
        <strong>${failing(finding)}</strong>
        ${toDo(finding)}
        ${failing(finding) === finding.message ? nothing : html`<small lang="en">${finding.message}</small>`}
        <small>${finding.code}${finding.resource ? html` · <code>${finding.resource}</code>` : nothing}
          ${finding.since ? html` · ${t('check.since', { at: moment(finding.since) })}` : nothing}</small>
      </div>`,
    );
  }

  details(it) {
    const lines = [
      ['column.account', html`<code>${it.accountId}</code>`],
      ['field.region', `${it.region} (${it.partition})`],
      ['column.organization', it.organization ? (it.organizationId ?? t('yes')) : t('no')],
      ['field.accounts', it.organization ? (it.accounts ? it.accounts.join(', ') : t('all')) : '–'],
      ['field.resources', t(`mode.${it.resources.mode}`)],
      ['field.delivery', t(`delivery.${it.delivery}`)],
      ['column.last-data', html`<span title=${moment(it.lastEventAt)}>${ago(it.lastEventAt)}</span>`],
      ['created', moment(it.createdAt)],
      ['changed', moment(it.updatedAt)],
    ];
    return html`<dl>${lines.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl>`;
  }

  inventory(it) {
    if (!it.inventory.length) {
      return html`<p class="quiet">${t('inventory.none')}</p>`;
    }
    return html`<ul class="plain">${it.inventory.map((item) => {
      const link = awsLink(item);
      return html`<li><strong>${t(`kind.${item.kind}`)}</strong>
        <span class="quiet">${t(item.ours ? 'ours' : 'theirs')}</span><br />
        <code>${item.arn}</code>
        ${link ? html`<a href=${link} target="_blank" rel="noreferrer">${t('in-aws')}</a>` : nothing}</li>`;
    })}</ul>`;
  }

  gaps(it) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('gaps')}><table>
      <thead><tr><th scope="col">${t('from')}</th><th scope="col">${t('to')}</th><th scope="col">${t('column.status')}</th><th scope="col">${t('progress')}</th></tr></thead>
      <tbody>${it.gaps.map(
        (gap) => html`<tr><td>${moment(gap.from)}</td><td>${moment(gap.to)}</td><td>${t(`gap.${gap.status}`)}</td>
          <td>${gap.slices ? html`<progress max=${gap.slices} value=${gap.slicesDone} aria-label=${t('progress')}></progress>
            ${t('gap.files', { files: number(gap.objects), failed: number(gap.failed) })}` : '–'}</td></tr>`,
      )}</tbody></table></div>`;
  }

  activity() {
    return html`<ol class="history">${(this.history?.items ?? []).map(
      (line) => html`<li><time datetime=${line.at} title=${moment(line.at)}>${ago(line.at)}</time>
        <span><strong>${known(`done.${line.action}`, line.action)}</strong>
          ${line.from && line.from !== line.to ? html`${t(`status.${line.from}`)} → ${t(`status.${line.to}`)}` : nothing}
          <span class="quiet">${line.actor}${line.reason ? ` · ${line.reason}` : ''}</span></span></li>`,
    )}</ol>`;
  }
}

customElements.define('tb-connection', ConnectionPage);
