import { memo, type ReactNode } from 'react';
import type { ProfileView } from '../../shared/contract.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { groupsOf } from '../environments/groups.ts';
import { ProductionMark } from '../environments/ProductionMark.tsx';
import { Name } from '../parts/Name.tsx';
import type { ExportForm } from './use-export.ts';
import styles from './transfer.module.css';

/** Which environments are exported: all of them, a group, or single ones. */
export function ExportChoice({ form, profiles }: { form: ExportForm; profiles: readonly ProfileView[] }) {
  const groups = groupsOf(profiles);
  const checkbox = (members: readonly ProfileView[], label: ReactNode) => {
    const count = members.filter(({ id }) => form.chosen.has(id)).length;
    return (
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={count === members.length}
          ref={(input) => {
            if (input) input.indeterminate = count > 0 && count < members.length;
          }}
          onChange={(event) =>
            form.choose(
              members.map(({ id }) => id),
              event.currentTarget.checked,
            )
          }
        />
        <span>{label}</span>
      </label>
    );
  };
  return (
    <fieldset className={styles.fieldset} aria-describedby={form.errors.chosen ? 'export-chosen-error' : undefined}>
      <legend>Environments</legend>
      {profiles.length > 1 && <div className={styles.allCheck}>{checkbox(profiles, `All ${profiles.length}`)}</div>}
      <div className={styles.checks}>
        {groups.map(({ title, profiles: members }) => (
          <div key={title ?? ''}>
            {title !== null &&
              checkbox(
                members,
                <strong>
                  <Name>{title}</Name>
                </strong>,
              )}
            {members.map((profile) => (
              <Choice
                key={profile.id}
                profile={profile}
                chosen={form.chosen.has(profile.id)}
                choose={form.choose}
                indented={title !== null}
              />
            ))}
          </div>
        ))}
      </div>
      {form.errors.chosen && (
        <p id="export-chosen-error" className={styles.error} role="alert">
          {form.errors.chosen}
        </p>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  profile: ProfileView;
  chosen: boolean;
  choose: ExportForm['choose'];
  indented: boolean;
}

const Choice = memo(function Choice({ profile, chosen, choose, indented }: ChoiceProps) {
  return (
    <label className={styles.check} data-indented={indented || undefined}>
      <input type="checkbox" checked={chosen} onChange={(event) => choose([profile.id], event.currentTarget.checked)} />
      <span>
        <Name>{profile.name}</Name> {profile.production && <ProductionMark />}
        <span className={styles.facts}>{visibleText(profile.creatioUrl)}</span>
      </span>
    </label>
  );
});
