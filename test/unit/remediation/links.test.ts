import { expect, it } from 'vitest';
import { isAllowedLink } from '../../../shared/remediation/index.ts';

it.each([
  'https://academy.creatio.com/documents?id=2466',
  'https://ACADEMY.creatio.com/',
  'https://learn.microsoft.com:443/x',
  'https://documenter.getpostman.com/view/1',
  'https://developers.google.com/identity',
])('allows %s', (url) => expect(isAllowedLink(url)).toBe(true));

it.each([
  'http://academy.creatio.com/',
  'https://academy.creatio.com.example.org/',
  'https://example.org/?academy.creatio.com',
  'https://evil.academy.creatio.com/',
  'https://console.developers.google.com/',
  'https://getpostman.com/',
  'https://academy.creatio.com@example.org/',
  'https://user@academy.creatio.com/',
  'https://academy.creatio.com:8443/',
  'https://academy.creatio.com./',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'mailto:support@creatio.com',
  '//academy.creatio.com/',
  'academy.creatio.com',
  '',
])('refuses %j', (url) => {
  expect(isAllowedLink(url)).toBe(false);
});
