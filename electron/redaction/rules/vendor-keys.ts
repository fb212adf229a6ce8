import { back, plus, slash, word } from '../characters.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const rest = /[\w-]*/y;
export const notAfterWord = /[A-Za-z0-9]$/;

/** A key of a vendor: its prefix, and what must follow. */
const key = (id: string, whose: string, starts: readonly string[], follows: string, example: string): ShapeRule => ({
  kind: 'shape',
  id,
  protects: `keys of ${whose}`,
  starts,
  pattern: new RegExp(
    `(?:${starts.map((start) => start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})${follows}`,
    'y',
  ),
  goesOn: rest,
  notAfter: notAfterWord,
  examples: [[`key ${example} used`, 'key *** used']],
});

const filler = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0hJ3lM6oR9uX2bD5eG8iK1nP4qS7tV0wY3aC6';
/** Letters and digits that look drawn, for examples. */
export const fill = (length: number): string => filler.slice(0, length);

const inBase64 = (code: number): boolean => word(code) || code === plus || code === slash;
/** What stands behind the mark that Azure writes into its keys. */
const restOfKey = /[\w+/]{1,64}={1,2}(?![\w+/=])/y;

/** The base64 text around a mark in its midst. */
function aroundMark(text: string, start: number, end: number, least: number): Range[] {
  restOfKey.lastIndex = end;
  if (!restOfKey.test(text)) return [];
  const from = Math.max(least, back(text, start, 128, inBase64));
  return start - from < 24 ? [] : [[from, restOfKey.lastIndex]];
}

const atlasBefore = /[A-Za-z0-9]{14}$/;
const atlasBehind = /[\w-]{20,128}/y;

function terraformToken(text: string, start: number, end: number, least: number): Range[] {
  atlasBehind.lastIndex = end;
  if (!atlasBehind.test(text) || !atlasBefore.test(text.slice(Math.max(least, start - 14), start))) return [];
  return [[start - 14, atlasBehind.lastIndex]];
}

/** Keys that vendors give a shape of their own, so that they can be told anywhere. */
export const vendorRules: readonly (ShapeRule | PlacedRule)[] = [
  {
    kind: 'shape',
    id: 'aws-key',
    protects: 'keys of Amazon Web Services, with the secret key behind them',
    starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern:
      /A(?:KI|SI|BI|CC)A[0-9A-Z]{16}(?![0-9A-Za-z])(?:[\t-\r ,;:|/"']{1,4}(?=[\w/+]{0,39}\d)[\w/+]{40}(?![\w/+]))?/y,
    notAfter: notAfterWord,
    examples: [
      [`key AKIA${'Q3EXAMPLEKEY4567'} used`, 'key *** used'],
      [`AKIA${'Q3EXAMPLEKEY4567'}:${fill(40)} used`, '*** used'],
    ],
  },
  key(
    'aws-session',
    'Amazon Web Services, for a session',
    ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'],
    '[\\w+/=]{16,255}',
    `IQoJb3JpZ2lu${fill(40)}`,
  ),
  key('google-key', 'Google', ['AIza', 'ya29.', 'GOCSPX-', '1//0'], '[\\w-]{20,255}', `AIza${fill(35)}`),
  key(
    'github-token',
    'GitHub',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    '[A-Za-z0-9_]{22,255}',
    `ghp_${fill(36)}`,
  ),
  key(
    'gitlab-token',
    'GitLab',
    [
      'glpat-',
      'gldt-',
      'glrt-',
      'glcbt-',
      'glptt-',
      'glft-',
      'glsoat-',
      'gloas-',
      'glimt-',
      'glagent-',
      'glffct-',
      'GR1348941',
    ],
    '[\\w-]{20,255}',
    `glpat-${fill(20)}`,
  ),
  key(
    'slack-token',
    'Slack',
    ['xoxa-', 'xoxb-', 'xoxc-', 'xoxd-', 'xoxp-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxe.', 'xapp-'],
    '[\\w.%-]{10,255}',
    `xoxb-1234567890-${fill(24)}`,
  ),
  key(
    'stripe-key',
    'Stripe',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
    '[A-Za-z0-9]{16,255}',
    `sk_live_${fill(24)}`,
  ),
  key(
    'ai-key',
    'language model services',
    ['sk-proj-', 'sk-ant-', 'sk-or-', 'sk-svcacct-', 'hf_', 'gsk_', 'xai-'],
    '[\\w-]{20,255}',
    `sk-ant-${fill(40)}`,
  ),
  key(
    'old-ai-key',
    'OpenAI',
    ['sk-'],
    '(?=[A-Za-z]{0,60}\\d)(?=[a-z\\d]{0,60}[A-Z])[A-Za-z0-9]{32,255}',
    `sk-${fill(48)}`,
  ),
  key('sendgrid-key', 'SendGrid and Mailgun', ['SG.'], '[\\w-]{16,64}\\.[\\w-]{16,255}', `SG.${fill(22)}.${fill(43)}`),
  key('mail-key', 'Mailgun', ['key-'], '[0-9a-f]{32}(?![\\w-])', 'key-0123456789abcdef0123456789abcdef'),
  key(
    'npm-token',
    'package registries',
    ['npm_', 'pypi-AgE', 'dckr_pat_', 'dckr_oat_', 'oy2'],
    '[\\w-]{27,255}',
    `npm_${fill(36)}`,
  ),
  key(
    'cloud-token',
    'cloud services',
    [
      'dop_v1_',
      'doo_v1_',
      'shpat_',
      'shpss_',
      'shpca_',
      'shppa_',
      'hvs.',
      'hvb.',
      'dapi',
      'ATATT3',
      'ATBB',
      'glsa_',
      'glc_',
      'lin_api_',
      'NRAK-',
      'dp.pt.',
      'sq0csp-',
      'sq0atp-',
      'EAAA',
      'EAAC',
      'PMAK-',
      'AQVN',
      'tfp_',
      'sbp_',
      'secret_',
      'ntn_',
      'figd_',
      'sntrys_',
      'HRKU-',
      'rdme_',
      'pul-',
    ],
    '(?=[\\w.=-]{0,40}\\d)[\\w.=-]{22,255}',
    `dop_v1_${fill(48)}`,
  ),
  key(
    'paseto',
    'PASETO',
    ['v2.local.', 'v2.public.'].flatMap((each) => [1, 2, 3, 4].map((n) => each.replace('2', String(n)))),
    '[\\w-]{22,255}',
    `v2.local.${fill(48)}`,
  ),
  key('age-key', 'age', ['AGE-SECRET-KEY-1'], '[0-9A-Z]{20,255}', 'AGE-SECRET-KEY-1QQPQYRQSZPGRQSZPGQPZRY'),
  key('data-protection', 'ASP.NET data protection', ['CfDJ8'], '[\\w-]{20,255}', `CfDJ8${fill(40)}`),
  {
    kind: 'shape',
    id: 'telegram-key',
    protects: 'keys of bots of Telegram',
    starts: [':AA'],
    pattern: /(:)AA[\w-]{32,36}(?![\w-])/y,
    examples: [[`bot110201543:AA${fill(33)}/x`, 'bot110201543:***/x']],
  },
  {
    kind: 'placed',
    id: 'azure-key',
    protects: 'keys of Azure, which bear a mark in their midst',
    starts: ['+ASt', 'AzFu', 'ACDb', 'AIoT', 'AzCa', 'AzSe', '+ABa', '+ARm', '+ASb', '+AEh', '+ACR'],
    find: aroundMark,
    examples: [[`x ${fill(60)}+ASt${fill(10)}== y`, 'x *** y']],
  },
  {
    kind: 'placed',
    id: 'terraform-token',
    protects: 'tokens of Terraform Cloud',
    starts: ['.atlasv1.'],
    find: terraformToken,
    examples: [[`x ${fill(14)}.atlasv1.${fill(60)} y`, 'x *** y']],
  },
  {
    kind: 'shape',
    id: 'entra-secret',
    protects: 'client secrets of Microsoft Entra',
    starts: ['7Q~', '8Q~', '9Q~'],
    pattern: /[789]Q~[\w.~-]{28,255}/y,
    goesOn: /[\w.~-]*/y,
    examples: [[`x ab38Q~${fill(34)} y`, 'x ab3*** y']],
  },
  {
    kind: 'shape',
    id: 'webhook-address',
    protects: 'addresses of webhooks that need no other credential',
    starts: [
      'hooks.slack.com/services/',
      'webhook.office.com/webhookb2/',
      'discord.com/api/webhooks/',
      'api.telegram.org/bot',
    ],
    pattern:
      /(hooks\.slack\.com\/services\/|webhook\.office\.com\/webhookb2\/|discord\.com\/api\/webhooks\/|api\.telegram\.org\/bot)[\w/:@-]{16,255}/iy,
    goesOn: /[\w/:@-]*/y,
    examples: [['hooks.slack.com/services/T0000/B0000/XXXXXXXX', 'hooks.slack.com/services/***']],
  },
];
