import { html, nothing } from 'lit';
import { accountsFault, accountsOrAll } from '../accounts.js';
import { api } from '../api.js';
import { Part, go } from '../parts/element.js';
import { accountsField, textField } from '../parts/field.js';
import { problemBox } from '../parts/small.js';
import { t } from '../words.js';
import '../parts/setup.js';

const TRAIL = /^arn:[a-z-]+:cloudtrail:([a-z0-9-]+):([0-9]{12}):trail\/[A-Za-z0-9._-]+$/;

const EMPTY = {
  name: '',
  accountId: '',
  region: 'eu-central-1',
  organization: false,
  accounts: '',
  mode: 'NEW',
  kmsKeyArn: '',
  retentionDays: '90',
  trailArn: '',
  topicArn: '',
  bucketAccountId: '',
  delivery: 'PULL',
  backfillOnResume: true,
};

/** What the form says, as the API takes it. */
function proposal(form) {
  const orNull = (text) => text.trim() || null;
  return {
    name: form.name.trim(),
    accountId: form.accountId.trim(),
    region: form.region.trim(),
    organization: form.organization,
    accounts: form.organization ? accountsOrAll(form.accounts) : null,
    resources:
      form.mode === 'NEW'
        ? { mode: 'NEW', kmsKeyArn: orNull(form.kmsKeyArn), retentionDays: Number(form.retentionDays) }
        : {
            mode: 'EXISTING',
            trailArn: form.trailArn.trim(),
            topicArn: orNull(form.topicArn),
            kmsKeyArn: orNull(form.kmsKeyArn),
            bucketAccountId: orNull(form.bucketAccountId),
          },
    delivery: form.delivery,
    backfillOnResume: form.backfillOnResume,
  };
}

/** What can be seen to be wrong before anybody is asked; the key of a text by field. */
function faults(form) {
  const found = {};
  if (!form.name.trim()) {
    found.name = t('fault.required');
  }
  if (!/^[0-9]{12}$/.test(form.accountId.trim())) {
    found.accountId = t('fault.account');
  }
  if (!/^[a-z]{2}(-[a-z]+)+-[0-9]$/.test(form.region.trim())) {
    found.region = t('fault.region');
  }
  if (form.mode === 'NEW' && !(Number.isInteger(Number(form.retentionDays)) && Number(form.retentionDays) >= 1)) {
    found.retentionDays = t('fault.days');
  }
  if (form.mode === 'EXISTING' && !TRAIL.test(form.trailArn.trim())) {
    found.trailArn = t('fault.trail');
  }
  if (form.organization && accountsFault(form.accounts)) {
    found.accounts = t(...accountsFault(form.accounts));
  }
  return found;
}

/** The wizard: what is to be connected, then the two commands and what comes of them. */
class Add extends Part {
  static properties = { connectionId: {}, form: { state: true }, tried: { state: true }, problem: { state: true }, saving: { state: true } };

  constructor() {
    super();
    this.form = { ...EMPTY };
    this.key = crypto.randomUUID();
  }

  set(change) {
    this.form = { ...this.form, ...change };
    this.problem = undefined;
    // What is asked for is another thing now.
    this.key = crypto.randomUUID();
  }

  async save(event) {
    event.preventDefault();
    this.tried = true;
    if (Object.keys(faults(this.form)).length) {
      await this.updateComplete;
      this.querySelector('[aria-invalid="true"]')?.focus();
      return;
    }
    this.saving = true;
    try {
      const made = await api.create(proposal(this.form), this.key);
      go(`/add/${made.id}`);
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.saving = false;
    }
  }

  render() {
    return html`
      <h1>${t('add')}</h1>
      <ol class="steps" aria-label=${t('steps')}>
        <li aria-current=${this.connectionId ? nothing : 'step'}>${t('step.what')}</li>
        <li aria-current=${this.connectionId ? 'step' : nothing}>${t('step.commands')}</li>
      </ol>
      ${this.connectionId ? html`<tb-setup .connectionId=${this.connectionId}></tb-setup>` : this.what()}
    `;
  }

  what() {
    const form = this.form;
    const seen = this.tried ? faults(form) : {};
    const told = Object.fromEntries((this.problem?.errors ?? []).map((it) => [it.field, it.message]));
    const fault = (name) => seen[name] ?? told[name] ?? told[`resources.${name}`];
    const text = (id, more = {}) =>
      textField({
        id,
        label: t(`field.${id}`),
        hint: t(`field.${id}.hint`),
        fault: fault(id),
        value: form[id],
        change: (value) => this.set({ [id]: value }),
        ...more,
      });
    return html`<form class="narrow" novalidate @submit=${this.save}>
      ${problemBox(this.problem)}
      ${text('name', { required: true })} ${text('accountId', { required: true })} ${text('region', { required: true })}
      <fieldset>
        <legend>${t('field.organization')}</legend>
        <label class="choice"><input type="radio" name="organization" .checked=${!form.organization} @change=${() => this.set({ organization: false })} />
          <span>${t('one-account')}<small>${t('one-account.hint')}</small></span></label>
        <label class="choice"><input type="radio" name="organization" .checked=${form.organization} @change=${() => this.set({ organization: true })} />
          <span>${t('uses-organization')}<small>${t('uses-organization.hint')}</small></span></label>
      </fieldset>
      ${form.organization
        ? accountsField({ value: form.accounts, change: (accounts) => this.set({ accounts }), fault: fault('accounts') })
        : nothing}
      <fieldset>
        <legend>${t('field.resources')}</legend>
        <label class="choice"><input type="radio" name="mode" .checked=${form.mode === 'NEW'} @change=${() => this.set({ mode: 'NEW' })} />
          <span>${t('mode.NEW')}<small>${t('mode.NEW.hint')}</small></span></label>
        <label class="choice"><input type="radio" name="mode" .checked=${form.mode === 'EXISTING'} @change=${() => this.set({ mode: 'EXISTING' })} />
          <span>${t('mode.EXISTING')}<small>${t('mode.EXISTING.hint')}</small></span></label>
      </fieldset>
      ${form.mode === 'NEW'
        ? text('retentionDays')
        : html`${text('trailArn', { required: true })} ${text('topicArn')} ${text('bucketAccountId')}`}
      ${text('kmsKeyArn')}
      <fieldset>
        <legend>${t('field.delivery')}</legend>
        <label class="choice"><input type="radio" name="delivery" .checked=${form.delivery === 'PULL'} @change=${() => this.set({ delivery: 'PULL' })} />
          <span>${t('delivery.PULL')}<small>${t('delivery.PULL.hint')}</small></span></label>
        <label class="choice"><input type="radio" name="delivery" .checked=${form.delivery === 'PUSH'} @change=${() => this.set({ delivery: 'PUSH' })} />
          <span>${t('delivery.PUSH')}<small>${t('delivery.PUSH.hint')}</small></span></label>
      </fieldset>
      <label class="choice"><input type="checkbox" .checked=${form.backfillOnResume} @change=${(event) => this.set({ backfillOnResume: event.target.checked })} />
        <span>${t('field.backfillOnResume')}<small>${t('field.backfillOnResume.hint')}</small></span></label>
      <div class="row">
        <button class="primary" ?disabled=${this.saving}>${t('save-and-continue')}</button>
        <a class="button" href="#/">${t('cancel')}</a>
      </div>
    </form>`;
  }
}

customElements.define('tb-add', Add);
