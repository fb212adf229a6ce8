import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { counted } from '../../../shared/amounts.ts';
import type { Draft } from '../draft.ts';
import { SecretField } from '../SecretField.tsx';
import { TextField } from '../TextField.tsx';
import type { DraftForm } from '../use-draft.ts';
import { AcceptedCertificates } from './AcceptedCertificates.tsx';
import { Section } from './Section.tsx';
import styles from './sections.module.css';

const formats = ['none', 'pfx', 'pem'] as const satisfies readonly Draft['clientCertificate'][];
const formatWords: Readonly<Record<Draft['clientCertificate'], string>> = {
  none: 'None',
  pfx: 'One PFX file (.pfx, .p12)',
  pem: 'PEM files, certificate and key',
};

/** Whom the environment trusts besides the roots of the system, and what it shows of itself. */
export function TrustSection({ form }: { form: DraftForm }) {
  const { draft, change } = form;
  const accepted = draft.acceptedCertificates.length;
  const summary = [
    draft.authorityFile && 'Further authorities',
    accepted > 0 && counted(accepted, 'accepted certificate'),
    draft.clientCertificate !== 'none' && 'Client certificate',
  ].filter(Boolean);
  return (
    <Section
      form={form}
      id="trust"
      title="Trust and certificates"
      summary={summary.join(' · ') || 'As the system trusts'}
    >
      <TextField
        form={form}
        field="authorityFile"
        label="File with further certificate authorities"
        kind="code"
        hint="The path of a PEM file on this computer, for example with the root of your company. The roots of the system are trusted as well."
      />
      <h3 className={styles.part}>Accepted certificates</h3>
      <AcceptedCertificates form={form} />
      <Field
        label="Client certificate"
        hint="It is shown to servers of this environment that ask for one, never to a proxy."
      >
        <RadioGroup
          value={draft.clientCertificate}
          onChange={(_event, { value }) => {
            const clientCertificate = formats.find((format) => format === value);
            if (clientCertificate) change({ clientCertificate });
          }}
        >
          {formats.map((format) => (
            <Radio key={format} value={format} label={formatWords[format]} />
          ))}
        </RadioGroup>
      </Field>
      {draft.clientCertificate === 'pfx' && (
        <TextField form={form} field="pfxFile" label="Path of the PFX file" kind="code" required />
      )}
      {draft.clientCertificate === 'pem' && (
        <div className={styles.pair}>
          <TextField form={form} field="certificateFile" label="Path of the certificate" kind="code" required />
          <TextField form={form} field="keyFile" label="Path of its key" kind="code" required />
        </div>
      )}
      {draft.clientCertificate !== 'none' && (
        <SecretField
          form={form}
          name="client-certificate-passphrase"
          field="certificatePassphrase"
          label="Passphrase of the client certificate"
          what="passphrase"
          hint="Where the file is encrypted."
        />
      )}
    </Section>
  );
}
