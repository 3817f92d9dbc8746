import { Button, Empty, Table, Tag } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft, type RefusedRow } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { PreviewButton } from '../preview/preview-button';
import { shownRow } from '../preview/shown';
import { MendDrawer, useNextButton, useSettle } from './mend-drawer';
import { MendWait } from './mend-wait';
import { sendMend, type MendTarget } from './send-mend';
import { sheetName } from './sheet-name';

const PAGE = 50;

function place({ where }: RefusedRow, t: TFunction<'bank'>): string {
  return [where.file, where.sheet === null ? null : sheetName(where.sheet, t)].filter(Boolean).join(' / ');
}

const targetOf = (draftId: string, { n, question, where }: RefusedRow): MendTarget => ({
  draftId,
  n,
  questionId: question.id,
  at: where.row,
});

/** The questions of a draft that stay out: each with what is wrong, to be mended or left out on purpose. */
export function MendGrid({ draft }: { draft: BankDraft }) {
  const { t, i18n } = useTranslation('bank');
  const { draftId } = draft;
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<RefusedRow | null>(null);
  const from = (page - 1) * PAGE;
  const asked = useQuery({
    queryKey: ['refused', draftId, from],
    queryFn: () => call(bankRoutes.refused, { params: { draftId }, query: { from } }),
  });
  const settle = useSettle(draftId);
  const list = useRef<HTMLDivElement>(null);
  const next = useNextButton(list, open !== null, asked.data);
  const takeIn = useMutation({
    mutationFn: (r: RefusedRow) => sendMend(targetOf(draftId, r), { skipped: false }, r.changedAt),
    onSuccess: settle,
    onError: () => void asked.refetch(),
  });
  return (
    <Answer of={asked}>
      {({ rows, total }) => {
        // One that another person mended meanwhile stays open with what was typed.
        const row = open && (rows.find((r) => r.n === open.n) ?? open);
        const onSaved = (now: BankDraft) => {
          // Fewer errors: this one is mended. As many: it stays open and says what is still wrong. In a large draft that
          // is told later, and nobody waits for it.
          if (now.counting || now.mendable - now.skipped < draft.mendable - draft.skipped) {
            next.mended();
            // Whoever did not wait may have opened another one meanwhile.
            setOpen((is) => (is?.n === row?.n ? null : is));
          }
          settle(now);
        };
        return (
          <div ref={list} tabIndex={-1} className="mend-list">
            <FailureNote failure={takeIn.error} />
            <MendWait draftId={draftId} saving={takeIn.isPending} />
            <Table<RefusedRow>
              size="small"
              rowKey="n"
              scroll={{ x: 900 }}
              dataSource={rows}
              pagination={{
                current: page,
                onChange: setPage,
                pageSize: PAGE,
                total,
                hideOnSinglePage: true,
                showSizeChanger: false,
              }}
              locale={{ emptyText: <Empty description={t('mend.none')} /> }}
              columns={[
                {
                  title: t('issues.file'),
                  width: 160,
                  render: (_, r) => <span className="mono">{place(r, t)}</span>,
                },
                { title: t('issues.row'), width: 70, render: (_, r) => r.where.row ?? '—' },
                {
                  title: t('preview.stem'),
                  render: (_, r) => inLang(r.question.stem, i18n.language) || t('mend.noStem'),
                },
                {
                  title: t('issues.what'),
                  render: (_, r) =>
                    r.skipped ? (
                      <Tag>{t('mend.skipped')}</Tag>
                    ) : r.counting ? (
                      <Tag>{t('counting.row')}</Tag>
                    ) : (
                      r.issues
                        .filter((i) => i.severity === 'error')
                        .map((i) => <div key={i.code}>{inLang(i.message, i18n.language)}</div>)
                    ),
                },
                {
                  title: t('draft.deed'),
                  width: 230,
                  render: (_, r) => (
                    <div className="deed-buttons">
                      {r.skipped ? (
                        <Button loading={takeIn.isPending} onClick={() => takeIn.mutate(r)}>
                          {t('mend.unskip')}
                        </Button>
                      ) : (
                        <Button
                          type="primary"
                          className="mend-go"
                          onClick={(e) => {
                            next.opened(e.currentTarget);
                            setOpen(r);
                          }}
                        >
                          {t('mend.go')}
                        </Button>
                      )}
                      <PreviewButton
                        questionId={r.question.id}
                        of={{ shown: shownRow(r.question, r.pictures) }}
                      />
                    </div>
                  ),
                },
              ]}
            />
            <MendDrawer
              title={row ? t('mend.title', { place: place(row, t), row: row.where.row ?? '—' }) : ''}
              onClose={() => setOpen(null)}
              form={
                row && {
                  key: row.n,
                  asked: {
                    ...asked,
                    data: {
                      draftId,
                      row,
                      send: (deed, seen) => sendMend(targetOf(draftId, row), deed, seen),
                      onSaved,
                    },
                  },
                }
              }
            />
          </div>
        );
      }}
    </Answer>
  );
}
