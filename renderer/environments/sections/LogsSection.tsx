import { TextField } from '../TextField.tsx';
import type { DraftForm } from '../use-draft.ts';
import { Section } from './Section.tsx';

/** Where the logs are. */
export function LogsSection({ form }: { form: DraftForm }) {
  const { creatioLogs, identityServiceLogs } = form.draft;
  const known = [creatioLogs && 'Creatio', identityServiceLogs && 'Identity Service'].filter(Boolean);
  return (
    <Section form={form} id="logs" title="Log folders" summary={known.join(' · ') || 'Not known'}>
      <TextField
        form={form}
        field="creatioLogs"
        label="Log folder of Creatio"
        kind="code"
        hint="The path that this computer reaches it by, for example C:\Windows\Temp\Creatio or \\server\logs."
      />
      <TextField
        form={form}
        field="identityServiceLogs"
        label="Log folder of the Identity Service"
        kind="code"
        hint="The folder of stdoutLogFile in its web.config."
      />
    </Section>
  );
}
