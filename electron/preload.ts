import { contextBridge, ipcRenderer } from 'electron';
import type { Api } from '../shared/api.ts';
import type {
  CallName,
  CallReply,
  CallRequest,
  ConsoleEvent,
  callChannel as CallChannel,
  eventChannel as EventChannel,
} from '../shared/contract.ts';

// Written out, since importing the values would bring every schema into the page's preload; the types keep them true.
const callChannel: typeof CallChannel = 'console:call';
const eventChannel: typeof EventChannel = 'console:event';

function call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallReply<Name>> {
  return ipcRenderer.invoke(callChannel, name, request);
}

const api: Api = {
  application: {
    info: () => call('application.info', null),
  },
  profiles: {
    list: () => call('profiles.list', null),
    save: (request) => call('profiles.save', request),
    remove: (request) => call('profiles.remove', request),
    duplicate: (request) => call('profiles.duplicate', request),
    arrange: (request) => call('profiles.arrange', request),
    acceptCertificate: (request) => call('profiles.acceptCertificate', request),
    dropCertificate: (request) => call('profiles.dropCertificate', request),
  },
  secrets: {
    status: () => call('secrets.status', null),
    orphans: () => call('secrets.orphans', null),
    removeOrphans: (request) => call('secrets.removeOrphans', request),
  },
  diagnosis: {
    start: (request) => call('diagnosis.start', request),
    cancel: (request) => call('diagnosis.cancel', request),
    rerun: (request) => call('diagnosis.rerun', request),
    mute: (request) => call('diagnosis.mute', request),
    unmute: (request) => call('diagnosis.unmute', request),
    last: (request) => call('diagnosis.last', request),
  },
  remediation: {
    get: (request) => call('remediation.get', request),
  },
  history: {
    list: (request) => call('history.list', request),
    read: (request) => call('history.read', request),
  },
  report: {
    make: (request) => call('report.make', request),
    save: (request) => call('report.save', request),
  },
  practice: {
    status: () => call('practice.status', null),
    switch: (request) => call('practice.switch', request),
  },
  serverView: {
    script: (request) => call('serverView.script', request),
    saveScript: (request) => call('serverView.saveScript', request),
    receive: (request) => call('serverView.receive', request),
  },
  wizard: {
    sessions: (request) => call('wizard.sessions', request),
    guides: (request) => call('wizard.guides', request),
    begin: (request) => call('wizard.begin', request),
    open: (request) => call('wizard.open', request),
    act: (request) => call('wizard.act', request),
    verify: (request) => call('wizard.verify', request),
    cancel: (request) => call('wizard.cancel', request),
    remove: (request) => call('wizard.remove', request),
    restore: (request) => call('wizard.restore', request),
    text: (request) => call('wizard.text', request),
  },
  client: {
    suggest: (request) => call('client.suggest', request),
    start: (request) => call('client.start', request),
    cancel: (request) => call('client.cancel', request),
    continue: (request) => call('client.continue', request),
    openBrowser: (request) => call('client.openBrowser', request),
    attempts: (request) => call('client.attempts', request),
    explain: (request) => call('client.explain', request),
    forgetAttempts: (request) => call('client.forgetAttempts', request),
    tokens: (request) => call('client.tokens', request),
    enterToken: (request) => call('client.enterToken', request),
    forgetToken: (request) => call('client.forgetToken', request),
    readToken: (request) => call('client.readToken', request),
    reveal: (request) => call('client.reveal', request),
    requests: (request) => call('client.requests', request),
    saveRequest: (request) => call('client.saveRequest', request),
    removeRequest: (request) => call('client.removeRequest', request),
    keepRefreshToken: (request) => call('client.keepRefreshToken', request),
    openRefreshToken: (request) => call('client.openRefreshToken', request),
    forgetRefreshToken: (request) => call('client.forgetRefreshToken', request),
  },
  configuration: {
    check: (request) => call('configuration.check', request),
  },
  transfer: {
    findClio: () => call('transfer.findClio', null),
    open: (request) => call('transfer.open', request),
    unlock: (request) => call('transfer.unlock', request),
    import: (request) => call('transfer.import', request),
    keepSecrets: (request) => call('transfer.keepSecrets', request),
    discard: (request) => call('transfer.discard', request),
    export: (request) => call('transfer.export', request),
  },
  logs: {
    find: (request) => call('logs.find', request),
    files: (request) => call('logs.files', request),
    stop: (request) => call('logs.stop', request),
    recording: (request) => call('logs.recording', request),
    startRecording: (request) => call('logs.startRecording', request),
    stopRecording: (request) => call('logs.stopRecording', request),
    forgetRecording: (request) => call('logs.forgetRecording', request),
    estimate: (request) => call('logs.estimate', request),
    search: (request) => call('logs.search', request),
  },
  bundle: {
    options: () => call('bundle.options', null),
    estimate: (request) => call('bundle.estimate', request),
    start: (request) => call('bundle.start', request),
    cancel: (request) => call('bundle.cancel', request),
    state: (request) => call('bundle.state', request),
    preview: (request) => call('bundle.preview', request),
    tryRule: (request) => call('bundle.tryRule', request),
    rules: () => call('bundle.rules', null),
    keepRule: (request) => call('bundle.keepRule', request),
    dropRule: (request) => call('bundle.dropRule', request),
    importRules: (request) => call('bundle.importRules', request),
    exportRules: () => call('bundle.exportRules', null),
    show: (request) => call('bundle.show', request),
    mail: (request) => call('bundle.mail', request),
    restoreNames: (request) => call('bundle.restoreNames', request),
    choose: (request) => call('bundle.choose', request),
    open: (request) => call('bundle.open', request),
    cancelOpening: (request) => call('bundle.cancelOpening', request),
    files: (request) => call('bundle.files', request),
    timeline: (request) => call('bundle.timeline', request),
    read: (request) => call('bundle.read', request),
    close: (request) => call('bundle.close', request),
  },
  desktop: {
    openLink: (request) => call('desktop.openLink', request),
  },
  events: {
    subscribe(listener) {
      // The page never gets Electron's event object: its `sender` would be a way around the named functions.
      const forward = (_event: unknown, event: ConsoleEvent) => listener(event);
      ipcRenderer.on(eventChannel, forward);
      return () => {
        ipcRenderer.removeListener(eventChannel, forward);
      };
    },
  },
};

contextBridge.exposeInMainWorld('api', api);
