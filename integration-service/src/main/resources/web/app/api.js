// The public REST API. The session is a cookie that scripts cannot read; the header tells the
// service that this page asked, since no other site can make a browser send it.

const SAME_PAGE = { 'X-Trailbridge-Console': '1' };

/** An answer of application/problem+json; `slug` is the last part of its type. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? String(status));
    this.status = status;
    this.slug = (body.type ?? '').replace('urn:trailbridge:problem:', '');
    this.errors = body.errors ?? [];
    this.actions = body.actions ?? [];
    this.requestId = body.requestId;
  }
}

async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...SAME_PAGE,
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, { type: 'urn:trailbridge:problem:unreachable' });
  }
  const text = await response.text();
  let json = {};
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    json = { text };
  }
  if (!response.ok) {
    if (response.status === 401) {
      window.dispatchEvent(new Event('tb-signed-out'));
    }
    throw new Problem(response.status, json);
  }
  return { json, etag: response.headers.get('ETag') };
}

const API = '/api/v1';
const of = (id) => `${API}/connections/${encodeURIComponent(id)}`;
const read = async (path) => (await call('GET', path)).json;
const post = async (path, body) => (await call('POST', path, body)).json;

let roles = [];

/** Whether whoever is signed in may change something, or look alone. */
export const mayChange = () => roles.includes('admin');

export const api = {
  session: async () => {
    const session = await read('/console/session');
    roles = session.roles;
    return session;
  },
  signIn: (token) => call('POST', '/console/session', undefined, { Authorization: `Bearer ${token}` }),
  signOut: () => call('DELETE', '/console/session'),

  license: () => read(`${API}/license`),
  licensePreview: () => read(`${API}/license/preview`),
  connections: (query) => read(`${API}/connections?${new URLSearchParams(query)}`),
  connection: (id) => call('GET', of(id)),
  create: async (body, key) =>
    (await call('POST', `${API}/connections`, body, { 'Idempotency-Key': key })).json,
  edit: (id, etag, patch) => call('PATCH', of(id), patch, { 'If-Match': etag }),
  setup: (id) => post(`${of(id)}/setup`),
  templateOf: (id) => `${of(id)}/setup/cloudformation`,
  act: (id, action, body) => post(`${of(id)}/${action}`, body),
  verification: (id) => read(`${of(id)}/verification`),
  activity: (id, cursor) => read(`${of(id)}/activity?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
  remove: (id, deleteLogs) => post(`${of(id)}/deletion`, { deleteLogs }),
  removal: (id) => read(`${of(id)}/deletion`),
  runnerPolicy: (organization) => read(`${API}/setup/runner-policy?organization=${organization}`),
  traffic: (ids, minutes) => read(`${API}/traffic?connections=${ids.join(',')}&minutes=${minutes}`),
  /** Tells the operators' view again and again; the stream is to be closed. */
  operations: (tell) => {
    const stream = new EventSource(`${API}/ops/stream`);
    stream.addEventListener('summary', (event) => tell(JSON.parse(event.data)));
    return stream;
  },
};
