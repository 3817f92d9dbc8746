import { connectMongo, isReplicated } from '../../../exam-server/src/platform/mongo/connect';
import { silentLogger } from '../../../exam-server/src/platform/log';

jest.setTimeout(120_000);

describe('a database that will not do', () => {
  it('is told with its address, without the password, and with what to look at', async () => {
    const uri = 'mongodb://kaotai:s3cret@127.0.0.1:1/exams?replicaSet=none';
    const failed = await connectMongo(uri, silentLogger).then(
      () => null,
      (err: unknown) => (err as Error).message,
    );
    expect(failed).toMatch(/cannot be reached at mongodb:\/\/…@127\.0\.0\.1:1/);
    expect(failed).toMatch(/MONGODB_URI/);
    expect(failed).not.toMatch(/s3cret/);
  });
  it('is one without replication', () => {
    expect(isReplicated({})).toBe(false);
    expect(isReplicated({ setName: 'kaotai' })).toBe(true);
    expect(isReplicated({ msg: 'isdbgrid' })).toBe(true);
  });
});
