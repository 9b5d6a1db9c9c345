import type { CatalogueId, OwnId, RequirementId } from "../contract/requirements/index.ts";
import type { Check } from "./check.ts";
import { noSharedCache } from "./cache.ts";
import * as challenge from "./challenge.ts";
import { answerIsComplete } from "./complete.ts";
import * as cors from "./cors.ts";
import * as scenario from "./scenario.ts";
import * as errors from "./errors.ts";
import { asExpected, emptyKeyIsRefused, isClientError, noMetadata } from "./expected.ts";
import * as json from "./json.ts";
import { nothingLeaks } from "./leak.ts";
import * as media from "./media.ts";
import * as metadata from "./metadata.ts";
import * as methods from "./methods.ts";
import * as relations from "./relations.ts";
import * as rpc from "./rpc.ts";

/** The check of every requirement of the catalogue, by its id. */
export const CHECKS: Readonly<Record<CatalogueId, Check>> = {
  "GMM-0101": asExpected,
  "GMM-0102": json.successMediaType,
  "GMM-0103": json.successIsJson,
  "GMM-0104": json.successFitsSchema,
  "GMM-0105": rpc.messageDecodes,
  "GMM-0106": metadata.metadataIsThere,
  "GMM-0107": metadata.keyIsEchoed,
  "GMM-0108": metadata.valueIsExact,
  "GMM-0109": json.valueIsBase64,
  "GMM-0110": metadata.detailsAreComplete,
  "GMM-0111": json.sequenceIsString,
  "GMM-0112": metadata.sequenceIsPositive,
  "GMM-0113": json.timesAreRfc3339,
  "GMM-0114": metadata.timesAreOrdered,
  "GMM-0115": metadata.timesArePast,
  "GMM-0116": metadata.ownerIsNamed,
  "GMM-0117": noSharedCache,
  "GMM-0118": relations.sameTwice,
  "GMM-0119": asExpected,
  "GMM-0120": metadata.timesAreValid,
  "GMM-0121": relations.sameOverHttp2,
  "GMM-0122": metadata.ownerIsTheOrganisation,
  "GMM-0201": asExpected,
  "GMM-0202": asExpected,
  "GMM-0203": asExpected,
  "GMM-0204": asExpected,
  "GMM-0205": asExpected,
  "GMM-0206": json.errorHasNoMetadata,
  "GMM-0301": asExpected,
  "GMM-0302": asExpected,
  "GMM-0303": asExpected,
  "GMM-0304": asExpected,
  "GMM-0305": asExpected,
  "GMM-0306": asExpected,
  "GMM-0307": asExpected,
  "GMM-0308": emptyKeyIsRefused,
  "GMM-0309": errors.noServerFault,
  "GMM-0310": isClientError,
  "GMM-0311": isClientError,
  "GMM-0312": noMetadata,
  "GMM-0313": asExpected,
  "GMM-0314": asExpected,
  "GMM-0315": asExpected,
  "GMM-0316": asExpected,
  "GMM-0317": asExpected,
  "GMM-0318": asExpected,
  "GMM-0319": noMetadata,
  "GMM-0320": asExpected,
  "GMM-0401": asExpected,
  "GMM-0402": asExpected,
  "GMM-0403": asExpected,
  "GMM-0404": asExpected,
  "GMM-0405": asExpected,
  "GMM-0406": asExpected,
  "GMM-0407": asExpected,
  "GMM-0408": asExpected,
  "GMM-0409": asExpected,
  "GMM-0410": asExpected,
  "GMM-0411": asExpected,
  "GMM-0412": challenge.challengeIsThere,
  "GMM-0413": challenge.challengeIsBearer,
  "GMM-0414": challenge.challengeNamesBadToken,
  "GMM-0415": challenge.challengeNamesNoError,
  "GMM-0416": relations.isOthersOwn,
  "GMM-0417": asExpected,
  "GMM-0418": relations.tellsNothing,
  "GMM-0501": json.errorMediaType,
  "GMM-0502": json.errorFitsSchema,
  "GMM-0503": errors.errorHasCode,
  "GMM-0504": errors.codeFitsStatus,
  "GMM-0505": errors.errorHasMessage,
  "GMM-0506": errors.detailsAreTyped,
  "GMM-0507": nothingLeaks,
  "GMM-0508": errors.statusIsDecimal,
  "GMM-0509": errors.messageIsEncoded,
  "GMM-0510": errors.statusDetailsAgree,
  "GMM-0511": errors.errorHasNoResponse,
  "GMM-0512": relations.sameTwice,
  "GMM-0513": json.errorIsJson,
  "GMM-0514": asExpected,
  "GMM-0601": media.jsonIsAnswered,
  "GMM-0602": media.typeIsDocumentedOr406,
  "GMM-0603": media.bodyIsOfItsType,
  "GMM-0604": media.acceptedTypeIsAnswered,
  "GMM-0605": asExpected,
  "GMM-0606": asExpected,
  "GMM-0607": media.typeIsGrpc,
  "GMM-0608": asExpected,
  "GMM-0609": asExpected,
  "GMM-0610": media.typeIsGrpcWeb,
  "GMM-0611": media.notGrpcIs415,
  "GMM-0612": media.formatIsKept,
  "GMM-0701": methods.methodIsRefused,
  "GMM-0702": methods.allowIsThere,
  "GMM-0703": methods.headIsSupported,
  "GMM-0704": methods.headHasType,
  "GMM-0705": methods.nothingChanged,
  "GMM-0707": methods.optionsIsAnswered,
  "GMM-0708": methods.allowNamesGet,
  "GMM-0709": methods.headNeedsCredentials,
  "GMM-0801": answerIsComplete,
  "GMM-0802": rpc.httpStatusIs200,
  "GMM-0803": rpc.statusIsInPlace,
  "GMM-0804": rpc.statusIsInPlace,
  "GMM-0805": rpc.framesAreWhole,
  "GMM-0806": rpc.oneMessage,
  "GMM-0807": rpc.compressionIsDeclared,
  "GMM-0808": asExpected,
  "GMM-0809": asExpected,
  "GMM-0810": asExpected,
  "GMM-0811": asExpected,
  "GMM-0812": asExpected,
  "GMM-0813": asExpected,
  "GMM-0814": asExpected,
  "GMM-0815": asExpected,
  "GMM-0816": asExpected,
  "GMM-0817": rpc.trailerFrameIsLast,
  "GMM-0818": cors.preflightAllows,
  "GMM-0819": cors.statusIsExposed,
  "GMM-0820": cors.preflightAllows,
  "GMM-0821": cors.originIsAllowed,
  "GMM-0822": relations.sameOverHttp2,
  "GMM-0823": asExpected,
  "GMM-0824": cors.credentialsNeedAnOrigin,
  "GMM-0825": rpc.trailerFrameIsHeaderBlock,
  "GMM-0901": relations.entryAgrees,
  "GMM-0902": relations.detailsAgree,
  "GMM-0903": relations.timesAgree,
  "GMM-0904": relations.codesAgree,
  "GMM-0905": relations.outcomesAgree,
  "GMM-1001": scenario.valueIsStored,
  "GMM-1002": scenario.valueIsChanged,
  "GMM-1003": scenario.keyIsDeleted,
  "GMM-1004": scenario.sequenceGrows,
  "GMM-1005": scenario.creationStays,
  "GMM-1006": scenario.changeAdvances,
  "GMM-1007": scenario.changeStays,
  "GMM-1008": scenario.datesFitTheWrite,
  "GMM-1101": scenario.everyoneGetsTheirOwn,
  "GMM-1102": scenario.everyoneGetsTheirOwn,
  "GMM-1103": scenario.everyoneGetsTheirOwn,
  "GMM-1104": scenario.everyoneGetsTheirOwn,
  "GMM-1105": scenario.everyoneGetsTheirOwn,
};

const OWN = new Map<OwnId, Check>();

/** Adds the check of a user's own requirement. */
export function addCheck(id: OwnId, check: Check): void {
  OWN.set(id, check);
}

/** The check of a requirement. */
export function checkOf(id: RequirementId): Check {
  const check = isOwn(id) ? OWN.get(id) : CHECKS[id];
  if (check === undefined) throw new Error(`No check has the id ${id}`);
  return check;
}

function isOwn(id: RequirementId): id is OwnId {
  return id.startsWith("OWN-");
}
