// Words in the reader's language, and times and numbers as that language writes them.
import en from './messages/en.json';
import de from './messages/de.json';

const LANGUAGES = { en, de };
const KEPT = 'trailbridge-language';

let language = localStorage.getItem(KEPT) ?? (navigator.language.startsWith('de') ? 'de' : 'en');
if (!(language in LANGUAGES)) {
  language = 'en';
}

export const languages = Object.keys(LANGUAGES);
export const spoken = () => language;

export function speak(chosen) {
  language = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
  window.dispatchEvent(new Event('tb-words'));
}

/** The text of a key, `{name}` filled in; where a key has no text the key itself, so that it is seen. */
export function t(key, values = {}) {
  const text = LANGUAGES[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** The text of a key that a service made up, or what the service said itself. */
export const known = (key, otherwise) => (key in LANGUAGES[language] ? t(key) : otherwise);

/** As `known`, but the services speak English themselves: there their own words go first, where they have some. */
export const told = (key, otherwise, english) => (language === 'en' && english) || known(key, otherwise);

export const number = (value) => new Intl.NumberFormat(language).format(value);

export const moment = (iso) =>
  iso ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso)) : '–';

export const day = (iso) =>
  iso ? new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso)) : '–';

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', Infinity],
];

/** "5 minutes ago", "in 3 days". */
export function ago(iso) {
  if (!iso) {
    return '–';
  }
  let value = (new Date(iso).getTime() - Date.now()) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) {
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(value), unit);
    }
    value /= size;
  }
  return '';
}

/** What a problem means, in words, with what to do. */
export const why = (problem) => known(`problem.${problem.slug}`, problem.message);
