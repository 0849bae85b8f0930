import { html, nothing } from 'lit';
import { accountsFault, readAccounts } from '../accounts.js';
import { number, t } from '../words.js';

/** A labelled field with its explanation and what is wrong with it. */
export const field = ({ id, label, hint, fault, input }) =>
  html`<div class="field ${fault ? 'wrong' : ''}">
    <label for=${id}>${label}</label>
    ${input}
    ${hint ? html`<small id="${id}-hint">${hint}</small>` : nothing}
    ${fault ? html`<small class="fault" id="${id}-fault" role="alert">${fault}</small>` : nothing}
  </div>`;

/** A text field. */
export const textField = ({ id, label, hint, fault, value, change, required = false, placeholder = '' }) =>
  field({
    id,
    label,
    hint,
    fault,
    input: html`<input id=${id} name=${id} .value=${value} placeholder=${placeholder} ?required=${required}
      aria-invalid=${fault ? 'true' : 'false'} aria-describedby="${hint ? `${id}-hint` : ''} ${fault ? `${id}-fault` : ''}"
      autocomplete="off" spellcheck="false" @input=${(event) => change(event.target.value)} />`,
  });

/** The accounts of an organization, judged as one types. */
export function accountsField({ value, change, fault }) {
  const wrong = accountsFault(value);
  const count = readAccounts(value).ids.length;
  return field({
    id: 'accounts',
    label: t('field.accounts'),
    hint: `${t('field.accounts.hint')} ${count ? t('accounts.count', { count: number(count) }) : t('accounts.all')}`,
    fault: wrong ? t(...wrong) : fault,
    input: html`<textarea id="accounts" rows="4" .value=${value} spellcheck="false"
      aria-invalid=${wrong || fault ? 'true' : 'false'} aria-describedby="accounts-hint"
      @input=${(event) => change(event.target.value)}></textarea>`,
  });
}
