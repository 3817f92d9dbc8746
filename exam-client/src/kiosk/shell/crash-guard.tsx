import { Component, type ReactNode } from 'react';
import i18next from 'i18next';

interface Props {
  children: ReactNode;
  onRetry: () => void;
}

/** A defect in one screen must not take the paper away: everything that matters is kept outside the screens. */
export class CrashGuard extends Component<Props, { crashes: number; broken: boolean }> {
  override state = { crashes: 0, broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    console.error('a screen failed', error);
    this.setState((s) => ({ crashes: s.crashes + 1 }));
  }

  again = (): void => {
    // The second time the code itself may be damaged, such as half of a new build: fetch it anew.
    if (this.state.crashes > 1) location.reload();
    this.setState({ broken: false });
    this.props.onRetry();
  };

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const t = i18next.getFixedT(null, 'common');
    return (
      <main className="page-main narrow center" role="alert">
        <h1>{t('crash.title')}</h1>
        <p className="lead">{t('crash.body')}</p>
        <div className="page-actions">
          <button type="button" className="button primary large" onClick={this.again}>
            {t('crash.button')}
          </button>
        </div>
      </main>
    );
  }
}
