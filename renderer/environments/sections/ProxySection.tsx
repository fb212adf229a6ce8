import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { proxyModes, type ProxyMode } from '../../../shared/profile.ts';
import { movedCredentials } from '../check/proxy.ts';
import { SecretField } from '../SecretField.tsx';
import { LinesField, TextField } from '../TextField.tsx';
import type { DraftForm } from '../use-draft.ts';
import { Section } from './Section.tsx';
import styles from './sections.module.css';

const choices: Readonly<Record<ProxyMode, { title: string; meaning: string }>> = {
  system: {
    title: 'As the system does',
    meaning: 'The proxy that Windows, macOS or the desktop is set to, proxy scripts included.',
  },
  manual: { title: 'This proxy', meaning: 'The one that is entered below, for this environment only.' },
  environment: {
    title: 'From environment variables',
    meaning: 'HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as the console was started with them.',
  },
  none: { title: 'No proxy', meaning: 'Every connection goes straight to its server.' },
};

/** In the order in which they are offered: the usual one first. */
const offered = ['system', 'manual', 'environment', 'none'] as const satisfies readonly ProxyMode[];

/** How connections find their way out. */
export function ProxySection({ form }: { form: DraftForm }) {
  const { draft, change } = form;
  const summary = draft.proxyMode === 'manual' && draft.proxyUrl ? draft.proxyUrl : choices[draft.proxyMode].title;
  return (
    <Section form={form} id="proxy" title="Proxy" summary={summary}>
      <Field label="Which proxy">
        <RadioGroup
          value={draft.proxyMode}
          onChange={(_event, { value }) => {
            const proxyMode = proxyModes.find((mode) => mode === value);
            if (proxyMode) change({ proxyMode });
          }}
        >
          {offered.map((mode) => (
            <Radio key={mode} value={mode} label={<Choice {...choices[mode]} />} />
          ))}
        </RadioGroup>
      </Field>
      {draft.proxyMode === 'manual' && <ManualProxy form={form} />}
    </Section>
  );
}

const Choice = ({ title, meaning }: { title: string; meaning: string }) => (
  <>
    <span className={styles.choice}>{title}</span>
    <span className={styles.meaning}>{meaning}</span>
  </>
);

function ManualProxy({ form }: { form: DraftForm }) {
  const [moved, setMoved] = useState(false);
  const moveCredentials = (): void => {
    const found = movedCredentials(form.draft);
    if (found === null) return;
    form.change(found);
    setMoved(true);
  };
  return (
    <>
      <TextField
        form={form}
        field="proxyUrl"
        label="Address of the proxy"
        kind="address"
        required
        onLeave={moveCredentials}
        hint="For example http://proxy.example.com:8080 or socks5://proxy.example.com:1080"
      />
      <p role="status" hidden={!moved}>
        {moved && 'The user name and the password that stood in the address were moved to the fields of their own.'}
      </p>
      <div className={styles.pair}>
        <TextField
          form={form}
          field="proxyUsername"
          label="User name for the proxy"
          kind="code"
          hint="Where the proxy asks for one."
        />
        <SecretField
          form={form}
          name="proxy-password"
          field="proxyPassword"
          label="Password for the proxy"
          what="password"
        />
      </div>
      <LinesField
        form={form}
        field="proxyBypass"
        label="Not over the proxy"
        rows={3}
        code
        hint="Hosts, .suffixes and networks such as 10.0.0.0/8, separated by commas, spaces or lines; <local> stands for names without a dot."
      />
    </>
  );
}
