import { useState } from 'react';
import { Field, Input } from '@fluentui/react-components';
import { isNamed } from './is-named.ts';
import { Name } from './Name.tsx';

interface TypedNameProps {
  name: string;
  /** True once something was tried without the name. */
  wrong?: boolean;
  /** Told whether what is typed is the name. */
  onChange: (typed: boolean) => void;
}

/** Asks for the name of a production environment before something is done to it. */
export function TypedName({ name, wrong = false, onChange }: TypedNameProps) {
  const [typed, setTyped] = useState('');
  return (
    <Field
      label={
        <>
          This is a production environment. Type its name, <Name>{name}</Name>, to confirm.
        </>
      }
      {...(wrong && { validationMessage: 'This is not its name.' })}
    >
      <Input
        name="environmentName"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, { value }) => {
          setTyped(value);
          onChange(isNamed(value, name));
        }}
      />
    </Field>
  );
}
