import { useState } from 'react';
import { Field, Input } from '@fluentui/react-components';

interface TypedNameProps {
  name: string;
  /** Told whether what is typed is the name. */
  onChange: (typed: boolean) => void;
}

/** Asks for the name of a production environment before something is done to it. */
export function TypedName({ name, onChange }: TypedNameProps) {
  const [typed, setTyped] = useState('');
  return (
    <Field label={`This is a production environment. Type its name, ${name}, to confirm.`}>
      <Input
        value={typed}
        autoComplete="off"
        onChange={(_, { value }) => {
          setTyped(value);
          onChange(value.trim() === name.trim());
        }}
      />
    </Field>
  );
}
