// Accounts as people paste them: separated by commas, spaces or lines.

const MOST = 1000;

/** `{ids, wrong}`: what are ids of accounts, each once, and what is not. */
export function readAccounts(text) {
  const ids = new Set();
  const wrong = [];
  for (const word of text.split(/[\s,;]+/)) {
    if (/^[0-9]{12}$/.test(word)) {
      ids.add(word);
    } else if (word) {
      wrong.push(word);
    }
  }
  return { ids: [...ids], wrong };
}

/** The list as the API takes it: null for all accounts. */
export const accountsOrAll = (text) => {
  const { ids } = readAccounts(text);
  return ids.length ? ids : null;
};

/** The key of what is wrong with the text and its values; null where nothing is. */
export function accountsFault(text) {
  const { ids, wrong } = readAccounts(text);
  if (wrong.length) {
    return ['accounts.wrong', { words: wrong.slice(0, 5).join(', ') }];
  }
  return ids.length > MOST ? ['accounts.many', { most: MOST }] : null;
}
