import { html, nothing } from 'lit';
import { api } from './api.js';
import { Part, go } from './parts/element.js';
import { problemBox } from './parts/small.js';
import { languages, speak, spoken, t } from './words.js';
import './pages/integrations.js';
import './pages/add.js';
import './pages/connection.js';
import './pages/remove.js';
import './pages/permissions.js';
import './pages/operations.js';

const THEME = 'trailbridge-theme';
const TOKEN = /^#token=([\w.-]+)$/;

/** The frame: who is signed in, the way around, and the page of the address. */
class Console extends Part {
  static properties = { session: {}, problem: {}, path: {} };

  connectedCallback() {
    super.connectedCallback();
    document.documentElement.lang = spoken();
    this.paint(localStorage.getItem(THEME));
    window.addEventListener('hashchange', () => this.follow());
    window.addEventListener('tb-signed-out', () => (this.session = null));
    if (!this.follow()) {
      this.enter();
    }
  }

  /** Goes where the address points; true where that signs in. */
  follow() {
    const token = TOKEN.exec(location.hash);
    if (token) {
      // The token leaves the address at once; it never was part of a request for a page.
      history.replaceState(null, '', location.pathname);
      this.signIn(token[1]);
    }
    this.path = location.hash.replace(/^#/, '') || '/';
    this.updateComplete.then(() => this.querySelector('main')?.focus());
    return token !== null;
  }

  async enter() {
    try {
      this.session = await api.session();
    } catch (problem) {
      this.session = null;
      this.problem = problem.status === 401 ? undefined : problem;
    }
    if (this.session?.roles.includes('operator') && this.path === '/') {
      go('/operations');
    }
  }

  async signIn(token) {
    try {
      await api.signIn(token);
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    await this.enter();
  }

  async signOut() {
    await api.signOut();
    this.session = null;
  }

  paint(theme) {
    if (theme) {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem(THEME, theme);
    }
  }

  otherTheme() {
    const is =
      document.documentElement.dataset.theme ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    return is === 'dark' ? 'light' : 'dark';
  }

  page() {
    const [, room, id, part] = this.path.split('/');
    switch (room) {
      case '':
        return html`<tb-integrations></tb-integrations>`;
      case 'add':
        return html`<tb-add .connectionId=${id}></tb-add>`;
      case 'connections':
        return part === 'delete'
          ? html`<tb-remove .connectionId=${id}></tb-remove>`
          : html`<tb-connection .connectionId=${id}></tb-connection>`;
      case 'permissions':
        return html`<tb-permissions></tb-permissions>`;
      case 'operations':
        return html`<tb-operations></tb-operations>`;
      default:
        return html`<h1>${t('nowhere.title')}</h1><p>${t('nowhere.text')}</p>`;
    }
  }

  link(path, text) {
    const here = path === '/' ? this.path === '/' : this.path.startsWith(path);
    return html`<a href="#${path}" aria-current=${here ? 'page' : nothing}>${text}</a>`;
  }

  render() {
    const may = (role) => this.session?.roles.includes(role);
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>
      <header>
        <a class="brand" href="#/"><img src="/trailbridge.svg" alt="" width="28" height="28" />Trailbridge</a>
        <nav aria-label=${t('nav')}>
          ${may('admin') || may('viewer')
            ? html`${this.link('/', t('integrations'))} ${this.link('/permissions', t('permissions'))}`
            : nothing}
          ${may('operator') ? this.link('/operations', t('operations')) : nothing}
        </nav>
        <div class="row">
          <label class="inline">
            <span class="unseen">${t('language')}</span>
            <select @change=${(event) => speak(event.target.value)}>
              ${languages.map((it) => html`<option value=${it} ?selected=${it === spoken()}>${it.toUpperCase()}</option>`)}
            </select>
          </label>
          <button type="button" class="small" @click=${() => { this.paint(this.otherTheme()); this.requestUpdate(); }}>
            ${t(`theme.${this.otherTheme()}`)}
          </button>
          ${this.session
            ? html`<span class="quiet who">${this.session.tenant}</span>
                <button type="button" class="small" @click=${this.signOut}>${t('sign-out')}</button>`
            : nothing}
        </div>
      </header>
      <main id="main" tabindex="-1">
        ${this.session === undefined
          ? nothing
          : this.session === null
            ? html`<h1>${t('signed-out.title')}</h1>
                ${problemBox(this.problem)}
                <p>${t('signed-out.text')}</p>`
            : this.page()}
      </main>
    `;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('tb-console', Console);
