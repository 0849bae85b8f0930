package io.trailbridge.testbed.aws;

/** One AWS service in front of moto: answers itself what moto lacks, hands on the rest. */
interface Service {
  Reply answer(ApiRequest request, Caller caller);
}
