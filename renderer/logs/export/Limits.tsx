import { useState } from 'react';
import { Field, Input } from '@fluentui/react-components';
import { usualLimits } from '../../../shared/logs.ts';
import { collectingOf, useCollecting, type Collecting } from '../collecting-state.ts';
import { select } from '../collecting.ts';
import logs from '../logs.module.css';
import styles from './export.module.css';

const mebibyte = 1024 ** 2;

/** How large a file and all of them may be, as they are read. */
export function Limits({ profileId }: { profileId: string }) {
  const limits = useCollecting((state) => collectingOf(state, profileId).limits);
  const change = (part: Partial<Collecting['limits']>): void => select(profileId, { limits: { ...limits, ...part } });
  return (
    <fieldset className={styles.group}>
      <legend>Sizes</legend>
      <div className={logs.fields}>
        <Megabytes
          label="Most of each file, in MB"
          value={limits.perFileBytes}
          usual={usualLimits.perFileBytes}
          onChange={(perFileBytes) => change({ perFileBytes })}
        />
        <Megabytes
          label="Most of all files, in MB"
          value={limits.totalBytes}
          usual={usualLimits.totalBytes}
          onChange={(totalBytes) => change({ totalBytes })}
        />
      </div>
      <span className={logs.hint}>
        The newest is kept. What is left out is written down in the bundle. The sizes are those before packing.
      </span>
    </fieldset>
  );
}

interface MegabytesProps {
  label: string;
  value: number;
  /** Taken where nothing that makes sense is typed. */
  usual: number;
  onChange: (bytes: number) => void;
}

function Megabytes({ label, value, usual, onChange }: MegabytesProps) {
  const [typed, setTyped] = useState(String(Math.max(1, Math.round(value / mebibyte))));
  const number = Math.round(Number(typed));
  const valid = Number.isFinite(number) && number >= 1 && number <= 1_000_000_000;
  return (
    <Field
      label={label}
      {...(valid ? {} : { validationMessage: `Give a number from 1 on; now ${usual / mebibyte} MB are taken.` })}
    >
      <Input
        type="number"
        min={1}
        value={typed}
        onChange={(_event, data) => {
          setTyped(data.value);
          const next = Math.round(Number(data.value));
          onChange(Number.isFinite(next) && next >= 1 && next <= 1_000_000_000 ? next * mebibyte : usual);
        }}
      />
    </Field>
  );
}
