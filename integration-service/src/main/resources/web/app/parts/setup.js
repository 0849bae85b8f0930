import { html, nothing } from 'lit';
import { api } from '../api.js';
import { ago, moment, t } from '../words.js';
import { Watching } from './element.js';
import { badge, command, loading, problemBox } from './small.js';

const PARTS = ['ROLE', 'BUCKET', 'TOPIC', 'NOTIFICATION', 'TRAIL', 'QUEUE', 'FUNCTION', 'LOG_GROUP', 'SUBSCRIPTION'];
const ALWAYS = ['ROLE', 'BUCKET', 'TOPIC', 'TRAIL', 'SUBSCRIPTION'];

/** The one-time token, as the command in the stack's output reads it. */
const tokenOf = (command) => `export ${/TRAILBRIDGE_TOKEN='?[0-9a-f]+'?/.exec(command)?.[0] ?? ''}`;

/** The two commands of a connection, when they expire, and what has come of them. */
class Setup extends Watching {
  static properties = { connectionId: {}, connection: {}, commands: {}, way: {}, problem: {}, refused: {} };

  async ask() {
    this.connection = (await api.connection(this.connectionId)).json;
  }

  constructor() {
    super();
    this.way = 'script';
  }

  async offer() {
    try {
      this.commands = await api.setup(this.connectionId);
      this.refused = undefined;
    } catch (problem) {
      this.refused = problem;
    }
  }

  render() {
    const it = this.connection;
    if (!it) {
      return this.problem ? problemBox(this.problem) : loading();
    }
    return html`
      <div class="row"><h2>${it.name}</h2> ${badge(it.status)}</div>
      ${problemBox(this.problem)}
      <div class="two">
        <section>${it.actions.includes('setup') ? this.offered(it) : html`<p class="quiet">${t('setup.nothing-to-run')}</p>`}</section>
        <section aria-live="polite"><h3>${t('progress')}</h3>${this.progress(it)}</section>
      </div>
      <p><a href="#/connections/${it.id}">${t('to-connection')}</a></p>
    `;
  }

  offered(it) {
    const made = this.commands;
    const over = made && new Date(made.expiresAt) < new Date();
    const tab = (way) => html`<button type="button" role="tab" id="way-${way}" aria-controls="way" aria-selected=${this.way === way}
      @click=${() => (this.way = way)}>${t(`setup.way.${way}`)}</button>`;
    return html`
      <div class="tabs" role="tablist" aria-label=${t('setup.way')}>${tab('script')}${tab('stack')}</div>
      <div id="way" role="tabpanel" aria-labelledby="way-${this.way}">
      <p>${t(`setup.where.${this.way}`, { account: it.accountId, region: it.region })}</p>
      ${problemBox(this.refused)}
      ${this.way === 'stack' ? this.stack(it) : nothing}
      ${made && !over
        ? html`${this.way === 'script'
              ? html`${command(t('setup.download'), made.downloadCommand)} ${command(t('setup.integrate'), made.integrationCommand)}`
              : command(t('setup.token'), tokenOf(made.integrationCommand))}
            <p class="quiet">${t('setup.expires', { when: ago(made.expiresAt), at: moment(made.expiresAt) })}
              ${t('setup.sha', { sha: made.scriptSha256 })}</p>
            <p><a href="/api/v1/setup/script" target="_blank" rel="noreferrer">${t('setup.read-script')}</a> ·
              <a href="#/permissions">${t('setup.who-may')}</a></p>`
        : nothing}
      ${over ? html`<div class="box warn" role="status">${t('setup.expired')}</div>` : nothing}
      <button type="button" class=${made ? '' : 'primary'} @click=${this.offer}>
        ${t(made ? 'setup.new-command' : 'setup.show-commands')}
      </button>
      ${made ? html`<small>${t('setup.new-command.hint')}</small>` : nothing}
      </div>
    `;
  }

  stack(it) {
    const name = `trailbridge-${it.id.replaceAll('-', '')}`;
    return html`<p><a class="button" href=${api.templateOf(it.id)} download="${name}.json">${t('setup.template')}</a></p>
      ${command(t('setup.create'), `aws cloudformation create-stack --region ${it.region} --stack-name ${name} --capabilities CAPABILITY_NAMED_IAM --template-body file://${name}.json`)}`;
  }

  progress(it) {
    const there = new Set(it.inventory.map((item) => item.kind));
    const began = it.status !== 'PENDING';
    const done = ['ACTIVE', 'PAUSED', 'DISCONNECTED'].includes(it.status);
    const shown = PARTS.filter((kind) => there.has(kind) || (ALWAYS.includes(kind) && !done));
    const mark = (held) => (held ? 'done' : it.status === 'PROVISIONING' ? 'doing' : 'open');
    const line = (state, text) => html`<li class=${state}><span class="unseen">${t(`step.${state}`)}: </span>${text}</li>`;
    return html`
      <ul class="progress">
        ${line(began || it.findings.length ? 'done' : 'doing', t(began ? 'setup.script-came' : 'setup.waiting'))}
        ${shown.map((kind) => line(mark(there.has(kind)), t(`kind.${kind}`)))}
        ${line(it.lastEventAt ? 'done' : done ? 'doing' : 'open', it.lastEventAt ? t('setup.first-data') : t('setup.no-data'))}
      </ul>
      ${it.findings.map(
        (finding) => html`<div class="box bad" role="alert"><strong>${finding.message}</strong><p>${finding.remedy}</p><small>${finding.code}</small></div>`,
      )}
    `;
  }
}

customElements.define('tb-setup', Setup);
