import { Button, Checkbox, Field, Select } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { flushSync } from 'react-dom';
import type { ParameterDraft } from './draft.ts';
import { Line } from './Line.tsx';
import type { RequestFormState } from './use-request-form.ts';
import styles from './request.module.css';

const mostParameters = 50;
const requests = ['token', 'authorization', 'both'] as const;
const requestWords = { token: 'Token request', authorization: 'Authorization request', both: 'Both requests' };

/** What a token is for, and whatever else a server wants. */
export function MoreParameters({ form }: { form: RequestFormState }) {
  const { draft, change } = form;
  const { parameters } = draft;
  const count =
    parameters.length +
    (draft.audience === '' ? 0 : 1) +
    (draft.resources.trim() === '' ? 0 : 1) +
    (draft.pkce ? 0 : 1);
  const add = (): void => {
    const parameter: ParameterDraft = { id: crypto.randomUUID(), name: '', value: '', at: 'token', override: false };
    flushSync(() => change({ parameters: [...parameters, parameter] }));
    document.getElementsByName(`parameter.${parameter.id}`)[0]?.focus();
  };
  return (
    <details className={styles.more}>
      <summary>
        Audience, resource, parameters <span>{count === 0 ? '' : `(${count})`}</span>
      </summary>
      <div>
        <Line
          name="audience"
          label="Audience"
          hint="The parameter audience, which some servers want."
          value={draft.audience}
          onType={(audience) => change({ audience })}
        />
        <Line
          name="resources"
          label="Resource"
          hint="The parameter resource, one address a line."
          rows={2}
          value={draft.resources}
          onType={(resources) => change({ resources })}
        />
        {draft.grant === 'authorization_code' && (
          <Checkbox
            label="Protect the code (PKCE, S256)"
            checked={draft.pkce}
            onChange={(_event, { checked }) => change({ pkce: checked === true })}
          />
        )}
        {parameters.length > 0 && (
          <ul className={styles.parameters} aria-label="Further parameters">
            {parameters.map((parameter) => (
              <Parameter key={parameter.id} form={form} parameter={parameter} />
            ))}
          </ul>
        )}
        <div className={styles.row}>
          <Button
            size="small"
            icon={<AddRegular />}
            disabledFocusable={parameters.length >= mostParameters}
            onClick={add}
          >
            Add a parameter
          </Button>
        </div>
      </div>
    </details>
  );
}

function Parameter({ form, parameter }: { form: RequestFormState; parameter: ParameterDraft }) {
  const { draft, change, errorOf } = form;
  const { id, name, value, at, override } = parameter;
  const set = (part: Partial<ParameterDraft>): void =>
    change({ parameters: draft.parameters.map((each) => (each.id === id ? { ...each, ...part } : each)) });
  return (
    <li>
      <Line
        name={`parameter.${id}`}
        label="Name of the parameter"
        value={name}
        error={errorOf(`parameter.${id}`)}
        onType={(typed) => set({ name: typed })}
      />
      <Line name={`value.${id}`} label="Its value" value={value} onType={(typed) => set({ value: typed })} />
      {draft.grant !== 'client_credentials' && (
        <Field label="Sent in">
          <Select
            className={styles.select}
            value={at}
            onChange={(_event, { value: chosen }) => {
              const request = requests.find((each) => each === chosen);
              if (request) set({ at: request });
            }}
          >
            {requests.map((request) => (
              <option key={request} value={request}>
                {requestWords[request]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Checkbox
        label="It replaces a parameter of the protocol"
        checked={override}
        onChange={(_event, { checked }) => set({ override: checked === true })}
      />
      <div className={styles.row}>
        <Button
          size="small"
          aria-label={name === '' ? 'Remove this parameter' : `Remove the parameter ${name}`}
          onClick={() => change({ parameters: draft.parameters.filter((each) => each.id !== id) })}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
