import { expect, it } from 'vitest';
import { isAllowedLink } from '../../../shared/remediation/index.ts';

it.each([
  'https://academy.creatio.com/documents?id=2466',
  'https://ACADEMY.creatio.com/',
  'https://learn.microsoft.com:443/x',
])('allows %s', (url) => expect(isAllowedLink(url)).toBe(true));

it.each([
  'http://academy.creatio.com/',
  'https://academy.creatio.com.example.org/',
  'https://example.org/?academy.creatio.com',
  'https://evil.academy.creatio.com/',
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
