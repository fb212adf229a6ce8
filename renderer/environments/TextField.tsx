import { Field, Input, Textarea } from '@fluentui/react-components';
import type { DraftField, TextKey } from './draft.ts';
import type { DraftForm } from './use-draft.ts';
import styles from './form.module.css';

interface TypedFieldProps {
  form: DraftForm;
  field: DraftField;
  label: string;
  value: string;
  onType: (value: string) => void;
  onLeave?: () => void;
  hint?: string;
  required?: boolean;
  kind?: 'text' | 'address' | 'number' | 'code';
  /** Id of a `datalist` with suggestions. */
  list?: string;
}

/** A line of text with its error, or how it was understood, beside it. */
export function TypedField({ form, field, label, value, onType, onLeave, hint, ...rest }: TypedFieldProps) {
  const { required = false, kind = 'text', list } = rest;
  return (
    <Field label={label} required={required} {...messageOf(form, field, hint)}>
      <Input
        name={field}
        className={kind === 'number' ? styles.short : undefined}
        value={value}
        autoComplete="off"
        spellCheck={kind === 'text' ? undefined : false}
        inputMode={kind === 'address' ? 'url' : kind === 'number' ? 'numeric' : undefined}
        list={list}
        onBlur={() => {
          form.leave(field);
          onLeave?.();
        }}
        onChange={(_event, { value: typed }) => onType(typed)}
      />
    </Field>
  );
}

type TextFieldProps = Omit<TypedFieldProps, 'field' | 'value' | 'onType'> & { field: TextKey };

/** The same for a text of the draft itself. */
export function TextField({ form, field, ...rest }: TextFieldProps) {
  return (
    <TypedField
      form={form}
      field={field}
      value={form.draft[field]}
      onType={(value) => form.change({ [field]: value })}
      {...rest}
    />
  );
}

interface LinesFieldProps {
  form: DraftForm;
  field: TextKey;
  label: string;
  hint?: string;
  rows: number;
  code?: boolean;
}

/** Several lines of text. */
export function LinesField({ form, field, label, hint, rows, code = false }: LinesFieldProps) {
  return (
    <Field label={label} {...messageOf(form, field, hint)}>
      <Textarea
        name={field}
        value={form.draft[field]}
        resize="vertical"
        textarea={{ rows, spellCheck: !code }}
        onBlur={() => form.leave(field)}
        onChange={(_event, { value }) => form.change({ [field]: value })}
      />
    </Field>
  );
}

/** An error once there is one to show, else how the text was understood and what follows from it, else the usual hint. */
export function messageOf(form: DraftForm, field: DraftField, hint?: string) {
  const error = form.errorOf(field);
  if (error !== undefined) return { validationMessage: error };
  const understood = form.checked.hints[field];
  const follows = form.destinations.flatMap((each) => (each.field === field ? each.sentence : []));
  const message = [...(understood === undefined ? [] : [understood]), ...follows].join(' ');
  if (message !== '') {
    return { validationMessage: message, validationState: follows.length > 0 ? 'warning' : 'none' } as const;
  }
  return hint === undefined ? {} : { hint };
}
