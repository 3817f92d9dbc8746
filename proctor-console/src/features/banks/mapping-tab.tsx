import { App, Button, Checkbox, Empty } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankDraft, UploadHints } from 'exam-contract/http/banks';
import { mappingRoutes, type DraftMapping } from 'exam-contract/http/mapping';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { HintFields } from './hint-fields';
import { MappingAnswers } from './mapping-answers';
import { MappingSource } from './mapping-source';
import { choiceOf, ordersOf, sourceId, type SourceChoice } from './mapping-state';

function Mapping({ draftId, mapping }: { draftId: string; mapping: DraftMapping }) {
  const { t } = useTranslation('mapping');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [choices, setChoices] = useState<ReadonlyMap<string, SourceChoice>>(new Map());
  const [hints, setHints] = useState<UploadHints>(mapping.hints);
  const [remember, setRemember] = useState(true);
  const settle = (draft?: BankDraft) => {
    if (draft) queries.setQueryData(['draft', draftId], draft);
    for (const key of ['mapping', 'refused', 'diff'])
      void queries.invalidateQueries({ queryKey: [key, draftId] });
    for (const key of ['drafts', 'mappings']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const reread = useMutation({
    mutationFn: () =>
      call(mappingRoutes.reread, {
        params: { draftId },
        body: { sources: ordersOf(mapping, choices), hints, remember, dropMends: mapping.mends > 0 },
      }),
    onSuccess: (draft) => {
      settle(draft);
      void message.success(t('done', { accepted: draft.accepted, read: draft.read }));
    },
  });
  const forget = useMutation({
    mutationFn: (signature: string) => call(mappingRoutes.forget, { params: { signature } }),
    onSuccess: () => {
      settle();
      void message.success(t('remembered.forgotten'));
    },
  });
  const go = () => {
    if (mapping.mends === 0) return reread.mutate();
    void modal.confirm({
      title: t('mends.ask'),
      content: t('mends.means', { count: mapping.mends }),
      okText: t('mends.go'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => reread.mutateAsync().catch(() => undefined),
    });
  };
  return (
    <div className="mapping">
      <p className="quiet">{t(mapping.sources.length > 0 ? 'lead' : 'leadNoTable')}</p>
      {mapping.sources.map((source, i) => {
        const id = sourceId(source, i);
        return (
          <MappingSource
            key={id}
            source={source}
            choice={choices.get(id) ?? choiceOf(source)}
            onChange={(choice) => setChoices(new Map([...choices, [id, choice]]))}
            onForget={() => forget.mutate(source.signature)}
          />
        );
      })}
      <MappingAnswers
        answers={mapping.answers}
        numbers={mapping.numbers}
        chosen={hints.answers}
        onChoose={(answers) => {
          const { answers: _, ...others } = hints;
          setHints(answers ? { ...others, answers } : others);
        }}
      />
      {mapping.kept ? (
        <>
          <HintFields hints={hints} onChange={setHints} />
          {mapping.sources.length > 0 && (
            <Checkbox checked={remember} onChange={(e) => setRemember(e.target.checked)}>
              {t('remember')}
            </Checkbox>
          )}
          <FailureNote failure={reread.error ?? forget.error} />
          <div className="deed-buttons">
            <Button type="primary" loading={reread.isPending} onClick={go}>
              {t('again')}
            </Button>
          </div>
        </>
      ) : (
        <Empty description={t('notKept')} />
      )}
    </div>
  );
}

/** How the file of a draft was read; a clerk says it otherwise and has it read again. */
export function MappingTab({ draftId }: { draftId: string }) {
  const asked = useQuery({
    queryKey: ['mapping', draftId],
    queryFn: () => call(mappingRoutes.draftMapping, { params: { draftId } }),
  });
  return (
    <Answer of={asked}>
      {(mapping) => <Mapping key={asked.dataUpdatedAt} draftId={draftId} mapping={mapping} />}
    </Answer>
  );
}
