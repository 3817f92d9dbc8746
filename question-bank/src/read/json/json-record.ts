import type { Position } from '../../model/issue';
import type { PlainKey } from '../field-keys';
import type { RawField, RawOption, RawRecord } from '../record';
import type { JsonSpot } from './json-spot';

/** A question object; where it stands is looked up when somebody asks, which for most questions nobody does. */
export class JsonRecord implements RawRecord {
  readonly fields = new Map<PlainKey, RawField>();
  options: readonly RawOption[] = [];
  pictures: readonly string[] = [];
  declare optionsUnread?: true;
  readonly spot: JsonSpot;
  private readonly id: string;
  constructor(spot: JsonSpot, id: string) {
    this.spot = spot;
    this.id = id;
  }

  place(field: string, ...steps: (string | number)[]): Position {
    const position = this.spot.at(field, ...steps);
    return this.id === '' ? position : { ...position, question: this.id };
  }
  get at(): Position {
    return this.place('');
  }
}

/** The value of one key of a question object; of the object itself where `name` is empty. */
export class JsonField implements RawField {
  readonly text: string;
  private readonly record: JsonRecord;
  private readonly name: string;
  constructor(text: string, record: JsonRecord, name: string) {
    this.text = text;
    this.record = record;
    this.name = name;
  }
  get at(): Position {
    return this.name === '' ? this.record.at : this.record.place(this.name, this.name);
  }
}

/** An option of a question object, by its steps from there. */
export class JsonOption implements RawOption {
  readonly text: string;
  declare en?: string;
  declare locales?: Readonly<Record<string, string>>;
  declare right?: boolean;
  declare key?: string;
  private readonly spot: JsonSpot;
  /** The list and the place in it, or the option's own key. */
  private readonly list: string;
  private readonly step: string | number | undefined;
  /** How the option is called for people, besides its list. */
  private readonly number: number | undefined;
  private readonly inner: string | undefined;
  constructor(
    text: string,
    spot: JsonSpot,
    list: string,
    step?: string | number,
    number?: number,
    inner?: string,
  ) {
    this.text = text;
    this.spot = spot;
    this.list = list;
    this.step = step;
    this.number = number;
    this.inner = inner;
  }
  get at(): Position {
    const { list, step, number, inner } = this;
    const field = `${list}${number === undefined ? '' : `[${number}]`}${inner === undefined ? '' : `.${inner}`}`;
    const steps = [list, step, inner].filter((s) => s !== undefined && s !== '');
    return this.spot.at(field, ...(steps as (string | number)[]));
  }
}
