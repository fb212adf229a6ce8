import { settingDefaults } from '../../../shared/profile.ts';
import { expect, it, vi } from 'vitest';
import { callChannel, eventChannel } from '../../../shared/contract.ts';
import { UserError } from '../../../shared/user-error.ts';
import { bindContract } from '../../../electron/ipc/index.ts';
import type { CallReceiver, Handlers } from '../../../electron/ipc/index.ts';
import { scriptServices } from '../../fixtures/host-services.ts';

const canary = 'canary-5f1b-secret';

function bind(answers: Partial<Handlers> = {}) {
  const listeners = new Map<string, Parameters<CallReceiver<string>['handle']>[1]>();
  const lines: string[] = [];
  const send = vi.fn<(channel: string, message: unknown) => void>();
  const services = scriptServices(answers);
  const unbind = bindContract<string>({
    receiver: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    services,
    isTrustedSender: (sender) => sender === 'our page',
    send,
    log: (line) => lines.push(line),
  });
  const call = (name: unknown, request: unknown = null, sender = 'our page') =>
    listeners.get(callChannel)?.(sender, name, request);
  return { call, lines, listeners, send, services, unbind };
}

it('answers a call of our page', async () => {
  const { call } = bind();
  expect(await call('application.info')).toMatchObject({ ok: true, value: { version: '1.2.3' } });
});

it('refuses a foreign page before it looks at the call', async () => {
  const list = vi.fn<Handlers['profiles.list']>().mockResolvedValue([]);
  const { call } = bind({ 'profiles.list': list });
  expect(await call('profiles.list', null, 'a frame')).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(list).not.toHaveBeenCalled();
});

it.each(['profiles.steal', '__proto__', 'constructor', 'toString', 7, null, undefined, {}])(
  'refuses the unknown call %s',
  async (name) => {
    const { call } = bind();
    expect(await call(name)).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  },
);

it.each([
  ['nothing at all', undefined],
  ['a field too many', { id: 'one', extra: canary }],
  ['a wrong type', { id: 12 }],
  ['a text that is too long', { id: canary.repeat(100) }],
])('refuses a request with %s, and logs no value of it', async (_what, request) => {
  const remove = vi.fn<Handlers['profiles.remove']>().mockResolvedValue(null);
  const { call, lines } = bind({ 'profiles.remove': remove });
  const reply = await call('profiles.remove', request);
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  expect(remove).not.toHaveBeenCalled();
  expect(JSON.stringify([reply, lines])).not.toContain(canary);
  expect(lines.join()).toContain('profiles.remove');
});

it('hands a request over as the contract has it', async () => {
  const save = vi.fn<Handlers['profiles.save']>().mockRejectedValue(new UserError('profile-unknown', 'Gone.'));
  const { call } = bind({ 'profiles.save': save });
  const profile = {
    name: '  Production  ',
    creatioUrl: 'https://crm.example.com',
    platform: 'auto',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 15,
    ...settingDefaults,
  };
  await call('profiles.save', { profile, secrets: { 'client-secret': { action: 'set', value: canary } } });
  expect(save).toHaveBeenCalledWith({
    profile: { ...profile, name: 'Production' },
    secrets: { 'client-secret': { action: 'set', value: canary } },
  });
});

it('keeps back a response that does not fit the contract, and says so calmly', async () => {
  const info = { name: 'Console', version: '1', host: { name: 'h', os: 'o' }, shell: 'browser' as const };
  const { call, lines } = bind({ 'application.info': () => Promise.resolve({ ...info, clientSecret: canary }) });
  const reply = await call('application.info');
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify([reply, lines])).not.toContain(canary);
  expect(lines).toHaveLength(1);
});

it('passes on what a person can do something about', async () => {
  const { call } = bind({
    'practice.status': () => Promise.reject(new UserError('port-in-use', 'Port 80 is in use.')),
  });
  expect(await call('practice.status')).toEqual({
    ok: false,
    error: { code: 'port-in-use', message: 'Port 80 is in use.' },
  });
});

it.each([new Error(`cannot open ${canary}`), canary, undefined])(
  'tells nothing of the inside of a fault of its own (%#)',
  async (fault) => {
    const { call, lines } = bind({
      'practice.status': async () => {
        throw fault;
      },
    });
    const reply = await call('practice.status');
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify([reply, lines])).not.toContain(canary);
    expect(lines[0]).toContain('practice.status');
  },
);

it('sends events that fit the contract, and no others', () => {
  const { send, services, lines } = bind();
  services.emit({ name: 'profiles.changed', payload: null });
  expect(send).toHaveBeenCalledExactlyOnceWith(eventChannel, { name: 'profiles.changed', payload: null });
  services.emit({
    name: 'diagnosis.check-slow',
    payload: { runId: '', checkId: 'creatio.dns', notice: canary },
  });
  expect(send).toHaveBeenCalledOnce();
  expect(lines.join()).toContain('diagnosis.check-slow');
  expect(lines.join()).not.toContain(canary);
});

it('leaves nothing behind when it is undone', () => {
  const { listeners, services, unbind } = bind();
  unbind();
  expect(listeners.size).toBe(0);
  expect(services.listenerCount()).toBe(0);
});
