/** A browser without a window: cookies, redirects and forms, as far as a login needs them. */
export interface UserAgent {
  /** Opens an address and follows redirects; one that leads to an address with `until` in it is not asked for. */
  open(url: string, until?: string): Promise<Page>;
  submit(page: Page, fields: Readonly<Record<string, string>>, until?: string): Promise<Page>;
}

export interface Page {
  url: string;
  status: number;
  body: string;
}

export function openUserAgent(): UserAgent {
  const cookies = new Map<string, string>();

  async function request(url: string, init: RequestInit, until: string | undefined): Promise<Page> {
    const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: header } });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      cookies.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    const body = await response.text();
    if (location === null || response.status < 300 || response.status >= 400)
      return { url, status: response.status, body };
    const next = new URL(location, url).href;
    if (until !== undefined && next.includes(until)) return { url: next, status: 0, body: '' };
    return request(next, {}, until);
  }

  return {
    open: (url, until) => request(url, {}, until),
    submit(page, fields, until) {
      const action = /<form[^>]*action="([^"]*)"/.exec(page.body)?.[1] ?? page.url;
      const hidden = [...page.body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ]);
      const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
      return request(new URL(action, page.url).href, { method: 'POST', body }, until);
    },
  };
}

/** Logs in and gives consent on the pages of oidc-provider, and follows the redirect, or stops before it. */
export async function logIn(agent: UserAgent, url: string, until?: string): Promise<Page> {
  let page = await agent.open(url, until);
  for (let step = 0; step < 3 && page.body.includes('name="prompt"'); step++) {
    page = await agent.submit(page, { login: 'canary-user', password: 'any' }, until);
  }
  return page;
}
