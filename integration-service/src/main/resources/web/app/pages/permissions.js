import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Part } from '../parts/element.js';
import { command, loading, problemBox } from '../parts/small.js';
import { t } from '../words.js';

/** The policy of whoever runs the script, to copy or to download. */
class Permissions extends Part {
  static properties = { organization: {}, policy: {}, problem: {} };

  connectedCallback() {
    super.connectedCallback();
    this.organization = false;
    this.load();
  }

  async load() {
    try {
      this.policy = JSON.stringify(await api.runnerPolicy(this.organization), null, 2);
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
      setTimeout(() => this.isConnected && this.load(), 3000);
    }
  }

  download() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.policy], { type: 'application/json' }));
    link.download = 'trailbridge-runner-policy.json';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  render() {
    return html`
      <h1>${t('permissions')}</h1>
      <p>${t('permissions.text')}</p>
      <label class="choice"><input type="checkbox" .checked=${this.organization} @change=${(event) => { this.organization = event.target.checked; this.load(); }} />
        <span>${t('uses-organization')}</span></label>
      ${problemBox(this.problem)}
      ${this.policy
        ? html`${command(t('permissions.policy'), this.policy)}
            <button type="button" @click=${this.download}>${t('download')}</button>`
        : this.problem ? nothing : loading()}
    `;
  }
}

customElements.define('tb-permissions', Permissions);
