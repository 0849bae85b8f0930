// The small things that every page shows.
import { html, nothing } from 'lit';
import { known, t, told, why } from '../words.js';

export const badge = (status) =>
  html`<span class="badge ${status.toLowerCase()}">${t(`status.${status}`)}</span>`;

/** Why a connection is in its state, in words. */
export function reason(connection) {
  if (connection.status === 'PAUSED') {
    return connection.holds.map((hold) => t(`hold.${hold}`)).join(', ');
  }
  const [finding] = connection.findings;
  return finding ? failing(finding) : '';
}

/** What is not as it should be, in the reader's words; English as the services say it themselves. */
export function failing({ code, message }) {
  const check = known(`check.${code}`, null);
  return check ? t('check.fails', { check }) : told(`finding.${code}`, message, message);
}

export const problemBox = (problem) =>
  problem
    ? html`<div class="box bad" role="alert">
        <strong>${why(problem)}</strong>
        ${problem.errors.length
          ? html`<ul>${problem.errors.map((error) => html`<li><code>${error.field}</code> ${error.message}</li>`)}</ul>`
          : nothing}
        ${problem.requestId ? html`<small>${t('problem.request', { id: problem.requestId })}</small>` : nothing}
      </div>`
    : nothing;

/** In place of a connection that is not there yet, or cannot be shown: why, and the way back. */
export const absent = (problem) =>
  problem
    ? html`<p><a href="#/">${t('integrations')}</a></p><h1>${t('column.connection')}</h1>${problemBox(problem)}`
    : loading();

export const loading = () => html`<p class="quiet" aria-busy="true">${t('loading')}</p>`;

async function copy(event, text) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(text);
  button.textContent = t('copied');
  setTimeout(() => (button.textContent = t('copy')), 2000);
}

/** A command to be copied whole. */
export const command = (label, text) =>
  html`<div class="command">
    <div class="row between">
      <span class="label">${label}</span>
      <button type="button" class="small" aria-label=${`${t('copy')}: ${label}`} @click=${(event) => copy(event, text)}>
        ${t('copy')}
      </button>
    </div>
    <pre tabindex="0" aria-label=${label}>${text}</pre>
  </div>`;

const CONSOLES = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Where the AWS console of the ARN's partition shows the resource; null where it has no page. */
export function awsLink(item) {
  const [, partition, , region, , ...rest] = item.arn.split(':');
  const host = CONSOLES[partition];
  const name = rest.join(':');
  const last = name.split(/[/:]/).pop();
  if (!host) {
    return null;
  }
  switch (item.kind) {
    case 'BUCKET':
      return `https://s3.${host}/s3/buckets/${encodeURIComponent(name)}`;
    case 'TOPIC':
      return `https://${region}.${host}/sns/v3/home?region=${region}#/topic/${item.arn}`;
    case 'TRAIL':
      return `https://${region}.${host}/cloudtrail/home?region=${region}#/trails/${item.arn}`;
    case 'ROLE':
      return `https://${host}/iam/home#/roles/${encodeURIComponent(last)}`;
    case 'QUEUE':
      return `https://${region}.${host}/sqs/v3/home?region=${region}#/queues`;
    case 'FUNCTION':
      return `https://${region}.${host}/lambda/home?region=${region}#/functions/${encodeURIComponent(last)}`;
    default:
      return null;
  }
}
