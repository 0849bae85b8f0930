import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Watching } from '../parts/element.js';
import { absent, badge, command, problemBox } from '../parts/small.js';
import { moment, t } from '../words.js';

/** The delete wizard: what goes and what stays, the commands, and how far it is. */
class Remove extends Watching {
  static properties = { connectionId: {}, connection: {}, begun: {}, progress: {}, problem: {}, refused: {}, deleteLogs: {}, sure: {} };

  async ask() {
    this.connection = (await api.connection(this.connectionId)).json;
    if (this.connection.status === 'DELETING') {
      this.progress = await api.removal(this.connectionId);
    }
  }

  async begin() {
    try {
      this.begun = await api.remove(this.connectionId, Boolean(this.deleteLogs));
      this.refused = undefined;
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
      <p><a href="#/connections/${it.id}">${it.name}</a></p>
      <div class="row"><h1>${t('delete.title')}</h1> ${badge(it.status)}</div>
      ${problemBox(this.problem)} ${problemBox(this.refused)}
      ${it.status === 'DELETED' ? html`<div class="box good" role="status"><strong>${t('delete.done')}</strong></div><p><a class="button" href="#/">${t('integrations')}</a></p>`
        : it.status === 'DELETING' ? this.running(it) : this.question(it)}
    `;
  }

  question(it) {
    const ours = it.inventory.filter((item) => item.ours);
    const theirs = it.inventory.filter((item) => !item.ours);
    const list = (items) => html`<ul class="plain">${items.map((item) => html`<li>${t(`kind.${item.kind}`)} <code>${item.arn}</code></li>`)}</ul>`;
    return html`
      <div class="two">
        <section class="card"><h2>${t('delete.goes')}</h2>${ours.length ? list(ours.filter((item) => item.kind !== 'BUCKET' || this.deleteLogs)) : html`<p class="quiet">${t('delete.nothing')}</p>`}</section>
        <section class="card"><h2>${t('delete.stays')}</h2>${list([...theirs, ...(this.deleteLogs ? [] : ours.filter((item) => item.kind === 'BUCKET'))])}
          <p class="quiet">${t('delete.stays.text')}</p></section>
      </div>
      ${ours.some((item) => item.kind === 'BUCKET')
        ? html`<label class="choice"><input type="checkbox" .checked=${Boolean(this.deleteLogs)} @change=${(event) => (this.deleteLogs = event.target.checked)} />
            <span>${t('delete.logs')}<small>${t('delete.logs.hint')}</small></span></label>`
        : nothing}
      <label class="choice"><input type="checkbox" id="sure" .checked=${Boolean(this.sure)} @change=${(event) => (this.sure = event.target.checked)} />
        <span>${t('delete.sure', { name: it.name })}</span></label>
      <div class="row"><button type="button" class="danger" ?disabled=${!this.sure} @click=${this.begin}>${t('delete.begin')}</button>
        <a class="button" href="#/connections/${it.id}">${t('cancel')}</a></div>
    `;
  }

  running(it) {
    const made = this.begun;
    const left = this.progress?.commands ?? made?.commands ?? [];
    return html`
      <p aria-live="polite">${t(this.progress?.ready ? 'delete.ready' : 'delete.worker')}</p>
      ${made?.removeCommand
        ? html`${command(t('delete.run'), made.removeCommand)}<p class="quiet">${t('delete.expires', { at: moment(made.expiresAt) })}</p>`
        : nothing}
      <button type="button" @click=${this.begin}>${t(made ? 'setup.new-command' : 'setup.show-commands')}</button>
      ${left.length
        ? html`<details open><summary>${t('delete.by-hand')}</summary>
            ${left.map((one) => command(one.title, one.command))}
            ${command(t('delete.all'), left.map((one) => one.command).join('\n'))}</details>`
        : nothing}
      <p><a href="#/connections/${it.id}">${t('to-connection')}</a></p>
    `;
  }
}

customElements.define('tb-remove', Remove);
