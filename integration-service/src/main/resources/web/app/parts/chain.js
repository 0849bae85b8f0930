import { html, nothing } from 'lit';
import { ago, known, moment, t, told } from '../words.js';

const word = (passed) => t(passed ? 'check.passed' : 'check.failed');

const link = (check) =>
  html`<li class=${check.passed ? 'done' : 'failed'}>
    <strong>${known(`check.${check.code}`, check.code)}</strong> <span class="outcome">${word(check.passed)}</span>
    ${check.since ? html`<small>${t('check.since', { at: moment(check.since) })}</small>` : nothing}
    ${check.passed ? nothing : html`${toDo(check)}${check.message ? html`<small lang="en">${check.message}</small>` : nothing}`}
  </li>`;

/** What to do about a check or a finding: the reader's words, and the service's own where they are others. */
export function toDo({ code, remedy }) {
  const ours = told(`check.${code}.todo`, null, remedy) ?? told(`finding.${code}.todo`, remedy ?? '', remedy);
  return html`<p>${ours}</p>${remedy && remedy !== ours ? html`<small lang="en">${remedy}</small>` : nothing}`;
}

/** What the newest verification found, link by link, those that hold too. */
export function chain({ health, checks, verifiedAt, goodAt, lastDeliveryAt }) {
  if (!verifiedAt) {
    return html`<p class="quiet">${t('chain.none')}</p>`;
  }
  const time = (key, at) => (at ? html`<div><dt>${t(key)}</dt><dd title=${moment(at)}>${ago(at)}</dd></div>` : nothing);
  return html`
    <p class=${`box ${{ HEALTHY: 'good', LOST: 'bad', UNKNOWN: 'warn' }[health]}`}>
      ${t(`chain.${health}`, { passed: checks.filter((it) => it.passed).length, all: checks.length })}</p>
    <dl>${time('chain.verified', verifiedAt)}${health === 'HEALTHY' ? nothing : time('chain.good', goodAt)}${time('chain.delivery', lastDeliveryAt)}</dl>
    <ol class="progress chain">${checks.map(link)}</ol>
  `;
}
