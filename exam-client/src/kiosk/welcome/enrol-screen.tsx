import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';

/** The one-time code of a link such as `…/kiosk/#enrol=ABCD-EFGH`. */
export const codeOfHash = (hash: string): string =>
  new URLSearchParams(hash.replace(/^#/, '')).get('enrol')?.trim() ?? '';

export function EnrolScreen() {
  const { t } = useTranslation('welcome');
  const { enrol } = useActions();
  const busy = useModel((m) => m.busy);
  const failure = useModel((m) => m.failure);
  const [code, setCode] = useState(() => codeOfHash(location.hash));
  // A link with the code in it is the whole enrolment: nobody has to press anything.
  useEffect(() => {
    const given = codeOfHash(location.hash);
    if (given) void enrol(given);
  }, [enrol]);
  const send = () => {
    if (code.trim().length >= 4 && !busy) void enrol(code.trim());
  };
  return (
    <Page title={t('enrol.title')} lead={t('enrol.body')} width="narrow" center>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <TextField className="field" value={code} onChange={setCode} maxLength={40} autoComplete="off">
          <Label>{t('enrol.code')}</Label>
          <Input className="input code" spellCheck={false} autoCapitalize="characters" />
        </TextField>
        <p className="small">{t('enrol.where')}</p>
        <FailureNotice failure={failure} />
        <Button
          kind="primary"
          size="large"
          onPress={send}
          isDisabled={code.trim().length < 4}
          isPending={busy !== null}
        >
          {t('enrol.submit')}
        </Button>
        <BusyLine />
      </form>
    </Page>
  );
}
