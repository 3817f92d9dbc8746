import type { Position } from '../../model/issue';
import type { PlainKeys, PlainRecord, RawRecord } from '../record';

/** A record known by its values alone: everything else of it is read as a whole when somebody asks. */
export abstract class ReadLater implements RawRecord, PlainRecord {
  abstract readonly values: PlainRecord['values'];
  abstract get keys(): PlainKeys;
  abstract get whole(): RawRecord;

  get plain(): PlainRecord {
    return this;
  }
  get at(): Position {
    return this.whole.at;
  }
  get fields(): RawRecord['fields'] {
    return this.whole.fields;
  }
  get options(): RawRecord['options'] {
    return this.whole.options;
  }
  get pictures(): readonly string[] {
    return this.whole.pictures;
  }
}
