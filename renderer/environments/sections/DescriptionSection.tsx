import { useId } from 'react';
import { Checkbox, Field } from '@fluentui/react-components';
import { useEnvironments } from '../../store/environments.ts';
import { LinesField, TextField } from '../TextField.tsx';
import type { DraftForm } from '../use-draft.ts';
import { Section } from './Section.tsx';
import styles from './sections.module.css';

/** Which group it belongs to, whether it is a production environment, and what is worth knowing about it. */
export function DescriptionSection({ form }: { form: DraftForm }) {
  const { draft, change } = form;
  const groupsId = useId();
  const profiles = useEnvironments((state) => state.profiles);
  const groups = [...new Set((profiles ?? []).flatMap(({ group }) => group ?? []))];
  const summary = [
    draft.group,
    draft.production && 'Production',
    draft.creatioVersion && `Creatio ${draft.creatioVersion}`,
    draft.caseNumber && `Case ${draft.caseNumber}`,
    draft.notes && 'Notes',
  ].filter(Boolean);
  return (
    <Section
      form={form}
      id="description"
      title="Group, production and notes"
      summary={summary.join(' · ') || 'Nothing entered'}
    >
      <TextField
        form={form}
        field="group"
        label="Group"
        list={groupsId}
        hint="The heading under which the list shows it."
      />
      <datalist id={groupsId}>
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
      <Field hint="It is marked wherever it is shown, and the console asks for its name before anything that writes to it or sends a secret or a token elsewhere.">
        <Checkbox
          label="This is a production environment"
          checked={draft.production}
          onChange={(_event, { checked }) => change({ production: checked === true })}
        />
      </Field>
      <div className={styles.pair}>
        <TextField
          form={form}
          field="creatioVersion"
          label="Creatio version"
          kind="code"
          hint="For example 8.3.1. Some advice holds for certain versions only."
        />
        <TextField
          form={form}
          field="caseNumber"
          label="Case number"
          kind="code"
          hint="Of a case with Creatio support."
        />
      </div>
      <LinesField
        form={form}
        field="notes"
        label="Notes"
        rows={4}
        hint="For you and your colleagues. Enter no password here."
      />
    </Section>
  );
}
