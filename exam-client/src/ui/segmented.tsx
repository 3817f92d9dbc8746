import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; text: string; lang?: string; more?: ReactNode }[];
  onChange: (value: V) => void;
}

/** A few choices in a row, one of them on. */
export function Segmented<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <RadioGroup
      className="segmented"
      orientation="horizontal"
      value={value}
      onChange={(v) => onChange(v as V)}
    >
      <Label className="segmented-label">{label}</Label>
      <div className="segments">
        {options.map((o) => (
          <Radio key={o.value} value={o.value} className="segment" lang={o.lang}>
            {o.text}
            {o.more}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
