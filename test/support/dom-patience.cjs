// What appears a moment later is waited for; a machine that has more to do is no reason to call it absent.
require('@testing-library/dom').configure({ asyncUtilTimeout: 60_000 });
