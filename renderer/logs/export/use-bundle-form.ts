import { useState } from 'react';
import type { BundleEncryption } from '../../../shared/bundle.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { passphraseProblem } from '../../../shared/passphrase.ts';

type Target = CallRequest<'bundle.start'>['target'];

interface Typed {
  target: Target['kind'];
  path: string;
  encryption: BundleEncryption['kind'];
  passphrase: string;
  repeated: string;
  recipient: string;
  /** Whether the map of stand-ins is saved. */
  map: boolean;
  mapPassphrase: string;
  mapRepeated: string;
}

const empty: Typed = {
  target: 'own-folder',
  path: '',
  encryption: 'none',
  passphrase: '',
  repeated: '',
  recipient: '',
  map: false,
  mapPassphrase: '',
  mapRepeated: '',
};

export type BundleField = 'path' | 'passphrase' | 'repeated' | 'recipient' | 'mapPassphrase' | 'mapRepeated';

export interface BundleForm extends Typed {
  /** What has to be entered otherwise, by field, once it was tried. */
  errors: Partial<Record<BundleField, string>>;
  change(part: Partial<Typed>): void;
  /** What to make a bundle with; or the first field that is faulty. Passphrases are forgotten with that. */
  take(): Pick<CallRequest<'bundle.start'>, 'target' | 'encryption' | 'mapPassphrase'> | BundleField;
}

const noPassphrases = { passphrase: '', repeated: '', mapPassphrase: '', mapRepeated: '' };

/** What the last bundle of an environment was made with, without passphrases: one that fails is tried again. */
const remembered = new Map<string, Typed>();

/** Where a bundle goes and what locks it. */
export function useBundleForm(profileId: string): BundleForm {
  const [typed, setTyped] = useState(remembered.get(profileId) ?? empty);
  const [tried, setTried] = useState(false);
  const errors = errorsOf(typed);
  return {
    ...typed,
    errors: tried ? errors : {},
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    take() {
      const [faulty] = fields.filter((field) => errors[field] !== undefined);
      setTried(faulty !== undefined);
      if (faulty !== undefined) return faulty;
      remembered.set(profileId, { ...typed, ...noPassphrases });
      setTyped({ ...typed, ...noPassphrases });
      return {
        target: typed.target === 'path' ? { kind: 'path', path: typed.path.trim() } : { kind: typed.target },
        encryption: encryptionOf(typed),
        mapPassphrase: typed.map ? typed.mapPassphrase : null,
      };
    },
  };
}

/** In the order in which they stand on the page. */
const fields: readonly BundleField[] = ['path', 'passphrase', 'repeated', 'recipient', 'mapPassphrase', 'mapRepeated'];

function encryptionOf({ encryption, passphrase, recipient }: Typed): BundleEncryption {
  if (encryption === 'passphrase') return { kind: 'passphrase', passphrase };
  return encryption === 'recipient' ? { kind: 'recipient', recipient: recipient.trim() } : { kind: 'none' };
}

function errorsOf(typed: Typed): Partial<Record<BundleField, string>> {
  const errors: Partial<Record<BundleField, string>> = {};
  const fault = (field: BundleField, sentence: string | null): void => {
    if (sentence !== null) errors[field] = sentence;
  };
  if (typed.target === 'path' && typed.path.trim() === '') fault('path', 'Name the folder or the file.');
  if (typed.encryption === 'passphrase') {
    fault('passphrase', passphraseProblem(typed.passphrase));
    if (typed.repeated !== typed.passphrase) fault('repeated', 'This is not the same passphrase.');
  }
  if (typed.encryption === 'recipient' && !/^age1[a-z0-9]{6,5000}$/.test(typed.recipient.trim()))
    fault('recipient', 'A recipient begins with age1 and has small letters and digits only.');
  if (typed.map) {
    fault('mapPassphrase', passphraseProblem(typed.mapPassphrase));
    if (typed.mapRepeated !== typed.mapPassphrase) fault('mapRepeated', 'This is not the same passphrase.');
  }
  return errors;
}
