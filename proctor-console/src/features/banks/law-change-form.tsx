import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft } from 'exam-contract/http/banks';
import { lawChangeRoutes, type LawChangeInput } from 'exam-contract/http/law-changes';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';
import { DayField } from '../../ui/day-field';
import { dayOf } from '../../ui/format';
import { Suspect } from './law-suspect';

const LISTS = ['old', 'now', 'about'] as const;
const empty = (): LawChangeInput => ({
  statute: '',
  article: '',
  from: dayOf(Date.now()),
  old: [],
  now: [],
  about: [],
  citedToo: true,
});

/** Kinds that cannot be drawn, each with the cell that is short. */
function Short({ kinds }: { kinds: BankDraft['kinds'] }) {
  const { t, i18n } = useTranslation('law');
  const names = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  if (kinds.length === 0) return null;
  const nameOf = (code: string) => {
    const kind = names.data?.kinds.find((k) => k.code === code);
    return kind ? inLang(kind.name, i18n.language) : code;
  };
  return (
    <Alert
      type="error"
      showIcon
      title={t('short')}
      description={
        <ul className="law-short">
          {kinds.map((k) => (
            <li key={k.code}>
              {t('shortRow', {
                kind: nameOf(k.code),
                short: k.short?.replace(/judge|single|multi/g, (type) => t(`bank:type.${type}`)) ?? '—',
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A rule that changed, looked at before it is entered: what it would hold, and which papers would fail. */
export function LawChangeForm() {
  const { t } = useTranslation('law');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [rule, setRule] = useState(empty);
  const body = rule;
  const look = useMutation({ mutationFn: () => call(lawChangeRoutes.look, { body }) });
  const enter = useMutation({
    mutationFn: () => call(lawChangeRoutes.enter, { body }),
    onSuccess: ({ change }) => {
      setRule(empty());
      look.reset();
      void message.success(t('entered', { count: change.counts.open }));
      void queries.invalidateQueries({ queryKey: ['lawChanges'] });
    },
  });
  const change = (more: Partial<LawChangeInput>) => {
    setRule((was) => ({ ...was, ...more }));
    look.reset();
    enter.reset();
  };
  const ready =
    rule.statute.trim() !== '' && rule.article.trim() !== '' && rule.from !== '' && rule.old.length > 0;
  const field = (name: string, input: ReactNode, help?: string) => (
    <label className="law-field">
      <span>{t(name)}</span>
      {input}
      {help && <small>{help}</small>}
    </label>
  );
  const found = look.data;
  const held = found?.change.counts.open ?? 0;
  return (
    <div className="deed">
      <p>{t('lead')}</p>
      <div className="law-fields">
        {(['statute', 'article'] as const).map((name) => (
          <div key={name}>
            {field(
              name,
              <Input
                value={rule[name]}
                maxLength={200}
                placeholder={t(`${name}Hint`)}
                onChange={(e) => change({ [name]: e.target.value })}
              />,
            )}
          </div>
        ))}
        {field('from', <DayField value={rule.from} onChange={(from) => change({ from })} />)}
        {LISTS.map((name) => (
          <div key={name}>
            {field(
              name,
              <Select
                mode="tags"
                aria-label={t(name)}
                open={false}
                suffixIcon={null}
                value={rule[name]}
                placeholder={t(`${name}Hint`)}
                maxCount={10}
                onChange={(words: string[]) =>
                  change({ [name]: words.map((w) => w.trim()).filter((w) => w !== '') })
                }
              />,
              t(`${name}Help`),
            )}
          </div>
        ))}
      </div>
      <Checkbox checked={rule.citedToo} onChange={(e) => change({ citedToo: e.target.checked })}>
        {t('citedToo')}
      </Checkbox>
      {!ready && <p className="quiet">{t('fill')}</p>}
      <FailureNote failure={look.error ?? enter.error} />
      {found && (
        <Alert
          type={held > 0 ? 'warning' : 'info'}
          showIcon
          title={held > 0 ? t('looked.title', { count: held }) : t('looked.none')}
          description={held > found.suspects.length && t('looked.some', { count: found.suspects.length })}
        />
      )}
      <Short kinds={found?.kinds ?? enter.data?.kinds ?? []} />
      {found?.suspects.map((s) => (
        <Suspect key={s.questionId} suspect={s} />
      ))}
      <div className="deed-buttons">
        <Button disabled={!ready} loading={look.isPending} onClick={() => look.mutate()}>
          {t('look')}
        </Button>
        {found && (
          <Button type="primary" danger loading={enter.isPending} onClick={() => enter.mutate()}>
            {t('enter')}
          </Button>
        )}
      </div>
    </div>
  );
}
