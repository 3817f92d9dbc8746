import { Button, Drawer, Empty, Table, Tag } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft, type RefusedRow } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { PreviewButton } from '../preview/preview-button';
import { shownRow } from '../preview/shown';
import { MendForm } from './mend-form';

const PAGE = 50;

function place({ where }: RefusedRow): string {
  return [where.file, where.sheet].filter(Boolean).join(' / ');
}

/** The questions of a draft that stay out: each with what is wrong, to be mended or left out on purpose. */
export function MendGrid({ draft }: { draft: BankDraft }) {
  const { t, i18n } = useTranslation('bank');
  const queries = useQueryClient();
  const { draftId } = draft;
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<number | null>(null);
  const from = (page - 1) * PAGE;
  const asked = useQuery({
    queryKey: ['refused', draftId, from],
    queryFn: () => call(bankRoutes.refused, { params: { draftId }, query: { from } }),
  });
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const chapters = [...new Set(kinds.data?.kinds.flatMap((k) => k.chapters) ?? [])];
  const settle = (now: BankDraft) => {
    queries.setQueryData(['draft', draftId], now);
    void queries.invalidateQueries({ queryKey: ['refused', draftId] });
    void queries.invalidateQueries({ queryKey: ['drafts'] });
    void queries.invalidateQueries({ queryKey: ['diff', draftId] });
  };
  const takeIn = useMutation({
    mutationFn: (n: number) => call(bankRoutes.mend, { params: { draftId, n }, body: { skipped: false } }),
    onSuccess: settle,
  });
  return (
    <Answer of={asked}>
      {({ rows, total }) => {
        const row = rows.find((r) => r.n === open);
        return (
          <>
            <FailureNote failure={takeIn.error} />
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
                  render: (_, r) => <span className="mono">{place(r)}</span>,
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
                        <Button loading={takeIn.isPending} onClick={() => takeIn.mutate(r.n)}>
                          {t('mend.unskip')}
                        </Button>
                      ) : (
                        <Button type="primary" onClick={() => setOpen(r.n)}>
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
            <Drawer
              open={row !== undefined}
              size="large"
              title={row && t('mend.title', { place: place(row), row: row.where.row ?? '—' })}
              onClose={() => setOpen(null)}
              destroyOnHidden
            >
              {row && (
                <MendForm
                  key={`${row.n} ${row.issues.map((i) => i.code).join()}`}
                  draftId={draftId}
                  row={row}
                  chapters={chapters}
                  onSaved={(now) => {
                    // Fewer errors: this one is mended. As many: it stays open and says what is still wrong.
                    if (now.mendable - now.skipped < draft.mendable - draft.skipped) setOpen(null);
                    settle(now);
                  }}
                />
              )}
            </Drawer>
          </>
        );
      }}
    </Answer>
  );
}
