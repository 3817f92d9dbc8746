import { Component, type ReactNode } from 'react';
import { Button, Result } from 'antd';
import { Translation } from 'react-i18next';

/** A defect in one page must not leave a white screen in front of somebody who watches an exam. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };
  static getDerivedStateFromError() {
    return { crashed: true };
  }
  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Result
            status="warning"
            title={t('crash.title')}
            subTitle={t('crash.body')}
            extra={
              <Button type="primary" onClick={() => location.reload()}>
                {t('crash.reload')}
              </Button>
            }
          />
        )}
      </Translation>
    );
  }
}
