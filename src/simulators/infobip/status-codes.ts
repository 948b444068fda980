/** What becomes of a message, as answers and reports say it. https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes */
export interface MessageStatus {
  groupId: number;
  groupName: string;
  id: number;
  name: string;
  description: string;
}

export interface MessageError extends MessageStatus {
  permanent: boolean;
}

const GROUPS: Record<number, string> = {
  1: 'PENDING',
  2: 'UNDELIVERABLE',
  3: 'DELIVERED',
  4: 'EXPIRED',
  5: 'REJECTED',
};

const STATUSES: Record<number, readonly [groupId: number, name: string, description: string]> = {
  2: [3, 'DELIVERED_TO_OPERATOR', 'Message delivered to operator'],
  3: [1, 'PENDING_WAITING_DELIVERY', 'Message sent, waiting for delivery report'],
  4: [2, 'UNDELIVERABLE_REJECTED_OPERATOR', 'Message rejected by operator'],
  5: [3, 'DELIVERED_TO_HANDSET', 'Message delivered to handset'],
  6: [5, 'REJECTED_NETWORK', 'Network is forbidden'],
  7: [1, 'PENDING_ENROUTE', 'Message sent to next instance'],
  8: [5, 'REJECTED_PREFIX_MISSING', 'Number prefix missing'],
  9: [2, 'UNDELIVERABLE_NOT_DELIVERED', 'Message sent not delivered'],
  10: [5, 'REJECTED_DND', 'Destination on do-not-disturb list'],
  11: [5, 'REJECTED_SOURCE', 'Invalid source address'],
  12: [5, 'REJECTED_NOT_ENOUGH_CREDITS', 'Not enough credits'],
  13: [5, 'REJECTED_SENDER', 'By sender'],
  14: [5, 'REJECTED_DESTINATION_BLOCKLISTED', 'Destination on block list'],
  15: [4, 'EXPIRED_EXPIRED', 'Message expired'],
  17: [5, 'REJECTED_PREPAID_PACKAGE_EXPIRED', 'Prepaid package expired'],
  18: [5, 'REJECTED_DESTINATION_NOT_REGISTERED', 'Destination not registered'],
  19: [5, 'REJECTED_ROUTE_NOT_AVAILABLE', 'Route not available'],
  20: [5, 'REJECTED_FLOODING_FILTER', 'Rejected flooding'],
  21: [5, 'REJECTED_SYSTEM_ERROR', 'System error'],
  23: [5, 'REJECTED_DUPLICATE_MESSAGE_ID', 'Duplicate message ID'],
  25: [5, 'REJECTED_MESSAGE_TOO_LONG', 'Message too long'],
  26: [1, 'PENDING_ACCEPTED', 'Message sent to next instance'],
  29: [4, 'EXPIRED_DLR_UNKNOWN', 'Delivery report unknown'],
  31: [2, 'UNDELIVERABLE_NOT_SENT', 'Message not sent'],
  51: [5, 'MISSING_TO', 'Missing destination'],
  52: [5, 'REJECTED_DESTINATION', 'Invalid destination address'],
  87: [5, 'SIGNALS_BLOCKED', 'Blocked by signals'],
  100: [5, 'UNDELIVERABLE_REJECTED_PLATFORM', 'Rejected by platform'],
};

/** Nothing for a number that is no status. */
export function findStatus(id: number): MessageStatus | undefined {
  const [groupId, name, description] = STATUSES[id] ?? [];
  if (groupId === undefined || name === undefined || description === undefined) return undefined;
  return { groupId, groupName: GROUPS[groupId] ?? 'REJECTED', id, name, description };
}

/** A status of the list. Throws for a number that is none. */
export function statusOf(id: number): MessageStatus {
  const status = findStatus(id);
  if (!status) throw new Error(`There is no status ${id}.`);
  return status;
}

/** Whoever is named: the person's device, the account, or the platform. */
const ERROR_GROUPS = {
  handset: [1, 'HANDSET_ERRORS'],
  user: [2, 'USER_ERRORS'],
  operator: [3, 'OPERATOR_ERRORS'],
} as const;

const TEMPORARY = [7012, 7013, 7014, 7017, 7024, 7035, 7036, 7037, 7050, 7051];
const OF_HANDSET = [7002, 7003, 7010, 7025, 7029, 7030, 7032, 7033, 7102, 7201];

const ERRORS: Record<number, string> = {
  7001: 'EC_UNKNOWN_APPLICATION',
  7002: 'EC_UNKNOWN_USER',
  7003: 'EC_BLOCKED_USER',
  7004: 'EC_UNAUTHORIZED_ACCESS',
  7005: 'EC_FORBIDDEN_ACCESS',
  7006: 'EC_BAD_REQUEST',
  7007: 'EC_ILLEGAL_TRAFFIC_TYPE',
  7008: 'EC_INVALID_TEMPLATE_ARGS',
  7009: 'EC_INVALID_TEMPLATE',
  7010: 'EC_NO_SESSION',
  7011: 'EC_ACCOUNT_ISSUE',
  7012: 'EC_DEPLOYMENT_CONFIGURATION_ERROR',
  7013: 'EC_MEDIA_HOSTING_ERROR',
  7014: 'EC_MEDIA_UPLOAD_ERROR',
  7015: 'EC_MEDIA_METADATA_ERROR',
  7016: 'EC_SPAM_RATE',
  7017: 'EC_TOO_MANY_REQUESTS',
  7018: 'EC_INTERNAL_BAD_MAPPING',
  7019: 'EC_PROVIDER_BILLING_ERROR',
  7020: 'EC_DEVICE_REPRODUCTION_ERROR',
  7021: 'EC_LIMITED_FUNCTIONALITY',
  7022: 'EC_MEDIA_UNSUPPORTED',
  7023: 'EC_DATA_MISMATCH',
  7024: 'EC_NOT_ALLOWED_SENDING_TIME',
  7025: 'EC_UNSUPPORTED_MOBILE_APP_VERSION',
  7026: 'EC_MESSAGE_TYPE_EXHAUSTED',
  7027: 'EC_BLOCKED_CONTENT',
  7029: 'EC_USER_IDENTITY_CHANGED',
  7030: 'EC_TEMPLATE_BLOCKED_BY_USER',
  7031: 'EC_INVALID_WA_FLOW',
  7032: 'EC_FREQUENCY_CAPPING',
  7033: 'EC_MARKETING_OPT_OUT',
  7034: 'EC_SENDER_NOT_REGISTERED',
  7035: 'EC_CALL_PERMISSION_REQUEST_FAILED',
  7036: 'EC_TEMPLATE_NOT_SYNCED',
  7037: 'EC_TEMPLATE_NOT_AVAILABLE',
  7038: 'EC_INVALID_WA_ACCOUNT_TYPE',
  7050: 'EC_PROVIDER_INTERNAL_ERROR',
  7051: 'EC_PROVIDER_TIMEOUT',
  7052: 'EC_PROVIDER_DR_ERROR',
  7080: 'EC_INTERNAL_ERROR',
  7081: 'EC_CONFIGURATION_ERROR',
  7082: 'EC_TEMPORARY_GATEWAY_ERROR',
  7083: 'EC_SERVICE_NOT_ACTIVATED',
  7084: 'EC_MISSING_SENDER_METADATA',
  7102: 'EC_PHONE_MATCHING_DISABLED',
  7201: 'EC_UNSUPPORTED_DEVICE',
  7280: 'EC_DUPLICATE_REQUEST',
  7281: 'EC_BAD_ORIGIN',
};

export const NO_ERROR: MessageError = {
  groupId: 0,
  groupName: 'OK',
  id: 0,
  name: 'NO_ERROR',
  description: 'No Error',
  permanent: false,
};

/** An error of a report. The names of the groups of these codes are not published: known ones stand in. */
export function errorOf(id: number, description: string): MessageError {
  const [groupId, groupName] = OF_HANDSET.includes(id)
    ? ERROR_GROUPS.handset
    : id >= 7050
      ? ERROR_GROUPS.operator
      : ERROR_GROUPS.user;
  return {
    groupId,
    groupName,
    id,
    name: ERRORS[id] ?? 'EC_UNKNOWN_ERROR',
    description,
    permanent: !TEMPORARY.includes(id),
  };
}
