// Jobs as published. Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-get and
// learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph
const zero = '0001-01-01T00:00:00Z';

const noCounts = {
  countEntitled: 0,
  countEntitledForProvisioning: 0,
  countEscrowed: 0,
  countEscrowedRaw: 0,
  countExported: 0,
  countExports: 0,
  countImported: 0,
  countImportedDeltas: 0,
  countImportedReferenceDeltas: 0,
};

export const activeJob = {
  id: 'AD2AADProvisioning.fd1c9b9e8077402c8bc03a7186c8f976',
  templateId: 'AD2AADProvisioning',
  schedule: { expiration: null, interval: 'PT2M', state: 'Active' },
  status: {
    countSuccessiveCompleteFailures: 0,
    escrowsPruned: false,
    code: 'Active',
    lastSuccessfulExecutionWithExports: null,
    quarantine: null,
    steadyStateFirstAchievedTime: '2019-11-08T15:48:05.7360238Z',
    steadyStateLastAchievedTime: '2019-11-20T16:17:24.7957721Z',
    troubleshootingUrl: '',
    lastExecution: {
      ...noCounts,
      activityIdentifier: '2dea06a7-2960-420d-931e-f6c807ebda24',
      countEscrowed: 15,
      countEscrowedRaw: 15,
      state: 'Succeeded',
      timeBegan: '2019-11-20T16:15:21.116098Z',
      timeEnded: '2019-11-20T16:17:24.7488681Z',
      error: null,
    },
    lastSuccessfulExecution: {
      ...noCounts,
      activityIdentifier: null,
      countExported: 5,
      state: 'Succeeded',
      timeBegan: zero,
      timeEnded: '2019-11-20T14:09:46.8855027Z',
      error: null,
    },
    progress: [],
    synchronizedEntryCountByType: [
      { key: 'group to Group', value: 33 },
      { key: 'user to User', value: 3 },
    ],
  },
  synchronizationJobSettings: [{ name: 'QuarantineTooManyDeletesThreshold', value: '500' }],
};

export const startedJob = {
  id: 'job',
  templateId: 'Azure2Azure',
  schedule: { expiration: null, interval: 'PT40M', state: 'Active' },
  status: {
    code: 'NotRun',
    quarantine: null,
    steadyStateFirstAchievedTime: zero,
    steadyStateLastAchievedTime: zero,
    lastExecution: {
      ...noCounts,
      activityIdentifier: null,
      state: 'Failed',
      timeBegan: zero,
      timeEnded: zero,
      error: { code: 'None', message: '', tenantActionable: false },
    },
    lastSuccessfulExecution: null,
    progress: [],
    synchronizedEntryCountByType: [],
  },
  synchronizationJobSettings: [{ name: 'LookaheadQueryEnabled', value: 'False' }],
};

export const pausedInQuarantine = {
  id: 'job',
  templateId: 'BoxOutDelta',
  schedule: { expiration: null, interval: 'P10675199DT2H48M5.4775807S', state: 'Disabled' },
  status: {
    synchronizedEntryCountByType: [],
    code: 'Paused',
    lastExecution: null,
    lastSuccessfulExecution: null,
    progress: [],
    steadyStateFirstAchievedTime: zero,
    steadyStateLastAchievedTime: zero,
    quarantine: {
      currentBegan: '',
      nextAttempt: '',
      reason: '',
      seriesBegan: '',
      seriesCount: 2,
      error: {
        code: 'SalesforceInvalidCredentials',
        message: 'Your Salesforce.com credentials are invalid.',
        tenantActionable: true,
      },
    },
  },
};

export const tooManyDeletes = {
  id: 'job',
  templateId: 'scim',
  schedule: { expiration: null, interval: 'PT40M', state: 'Active' },
  status: {
    code: 'Quarantine',
    lastExecution: {
      ...noCounts,
      state: 'Failed',
      timeBegan: '2026-01-10T10:00:00Z',
      timeEnded: '2026-01-10T10:01:00Z',
      error: null,
    },
    progress: [
      { completedUnits: 40, totalUnits: 100, units: null, progressObservationDateTime: '2026-01-10T10:01:00Z' },
    ],
    quarantine: {
      currentBegan: '2026-01-10T10:01:00Z',
      nextAttempt: '2026-01-10T16:01:00Z',
      reason: 'TooManyDeletes',
      seriesBegan: '2026-01-10T10:01:00Z',
      seriesCount: 1,
      error: null,
    },
    steadyStateFirstAchievedTime: '2026-01-01T10:00:00Z',
    synchronizedEntryCountByType: [
      { key: 'User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', value: 120 },
    ],
  },
  synchronizationJobSettings: [{ name: 'QuarantineTooManyDeletesThreshold', value: '30' }],
};
