import { App, Button, Empty, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mappingRoutes, type RememberedMapping } from 'exam-contract/http/mapping';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';

/** Mappings that are applied by themselves to files with the same header; each can be deleted. */
export function RememberedMappings() {
  const { t, i18n } = useTranslation('mapping');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const asked = useQuery({ queryKey: ['mappings'], queryFn: () => call(mappingRoutes.mappings) });
  const forget = useMutation({
    mutationFn: (signature: string) => call(mappingRoutes.forget, { params: { signature } }),
    onSuccess: () => void message.success(t('remembered.forgotten')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mappings'] }),
  });
  const headerOf = (m: RememberedMapping) => m.columns.join('、') || t('kept.noTable');
  const ask = (m: RememberedMapping) =>
    void modal.confirm({
      title: t('kept.ask'),
      content: (
        <>
          <p className="mono">{headerOf(m)}</p>
          <p>{t('kept.means')}</p>
        </>
      ),
      okText: t('kept.forget'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => forget.mutateAsync(m.signature).catch(() => undefined),
    });
  return (
    <>
      <p className="quiet">{t('kept.lead')}</p>
      <FailureNote failure={forget.error} />
      <Answer of={asked}>
        {({ mappings }) => (
          <Table<RememberedMapping>
            size="small"
            rowKey="signature"
            scroll={{ x: 900 }}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={mappings}
            locale={{ emptyText: <Empty description={t('kept.none')} /> }}
            columns={[
              { title: t('kept.header'), render: (_, m) => <span className="mono">{headerOf(m)}</span> },
              {
                title: t('kept.fields'),
                render: (_, m) => (
                  <ul className="law-short">
                    {m.fields.map(({ column, as }) => (
                      <li key={column}>
                        {t('kept.pair', {
                          column,
                          field: as ? t(`field.${as}`, { defaultValue: as }) : t('column.left'),
                        })}
                      </li>
                    ))}
                    {m.values.map(({ field, text, as }) => (
                      <li key={`${field} ${text}`}>
                        {t('kept.valuePair', {
                          field: t(`field.${field}`),
                          text,
                          as: as === '' ? t('value.left') : t(`valueAs.${field}.${as}`, { defaultValue: as }),
                        })}
                      </li>
                    ))}
                  </ul>
                ),
              },
              { title: t('kept.by'), width: 120, dataIndex: 'by' },
              { title: t('kept.at'), width: 170, render: (_, m) => momentOf(m.at, i18n.language) },
              { title: t('kept.used'), width: 90, render: (_, m) => t('kept.times', { count: m.used }) },
              {
                title: t('bank:draft.deed'),
                width: 110,
                render: (_, m) => (
                  <Button
                    danger
                    aria-label={t('kept.forgetOf', { header: headerOf(m) })}
                    loading={forget.isPending && forget.variables === m.signature}
                    onClick={() => ask(m)}
                  >
                    {t('kept.forget')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </>
  );
}
