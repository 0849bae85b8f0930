package io.trailbridge.testbed.cloudtrail;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events of machines, logs and buckets. */
final class OperationsEvents {
  private static final List<String> DESCRIBES =
      List.of(
          "DescribeInstances",
          "DescribeNetworkInterfaces",
          "DescribeSecurityGroups",
          "DescribeTags",
          "DescribeImages");

  private final Scene scene;
  private final Chance chance;

  OperationsEvents(Scene scene) {
    this.scene = scene;
    chance = scene.chance;
  }

  LogEvent callerIdentity() {
    return new EventDraft(scene, "sts", "GetCallerIdentity").host(scene.host("sts")).done();
  }

  LogEvent describe() {
    String name = chance.oneOf(DESCRIBES);
    EventDraft draft = new EventDraft(scene, "ec2", name).host(scene.host("ec2"));
    if (chance.oneIn(30)) {
      draft.error(
          "Client.UnauthorizedOperation",
          "You are not authorized to perform this operation. User: %s is not authorized to perform: ec2:%s because no identity-based policy allows the ec2:%s action"
              .formatted(EventDraft.field(draft.caller(), "arn"), name, name));
    } else if (chance.oneIn(60)) {
      draft.error("Client.RequestLimitExceeded", "Request limit exceeded.");
    }
    String instances =
        IntStream.range(0, chance.below(6))
            .mapToObj(_ -> "{\"instanceId\":\"" + chance.oneOf(scene.account.instances) + "\"}")
            .collect(Collectors.joining(","));
    return draft
        .request(
            """
            {"maxResults":1000,"instancesSet":{%s},"filterSet":{"items":[{"name":"tag:karpenter.sh/discovery",\
            "valueSet":{"items":[{"value":"prod-cluster"}]}},{"name":"instance-state-name","valueSet":{"items":[\
            {"value":"pending"},{"value":"running"},{"value":"stopping"},{"value":"stopped"},{"value":"shutting-down"}]}}]}}"""
                .formatted(instances.isEmpty() ? "" : "\"items\":[" + instances + "]"))
        .done();
  }

  LogEvent instanceInformation() {
    return new EventDraft(scene, "ssm", "UpdateInstanceInformation")
        .writes()
        .request(
            """
            {"instanceId":"%s","agentVersion":"3.3.1345.0","agentStatus":"Active","platformType":"Linux",\
            "platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"10.12.%d.%d",\
            "computerName":"ip-10-12-7-21.%s.compute.internal","agentName":"amazon-ssm-agent",\
            "availabilityZone":"%sa","availabilityZoneId":"euw1-az2"}"""
                .formatted(
                    chance.oneOf(scene.account.instances),
                    chance.below(256),
                    chance.below(256),
                    scene.region,
                    scene.region))
        .host(scene.host("ssm"))
        .done();
  }

  LogEvent createLogStream() {
    return new EventDraft(scene, "logs", "CreateLogStream")
        .writes()
        .request(
            "{\"logGroupName\":\"/aws/lambda/%s\",\"logStreamName\":\"2026/03/01/[$LATEST]%s\"}"
                .formatted(chance.oneOf(Acme.FUNCTIONS), chance.text(Chance.HEX, 32)))
        .host(scene.host("logs"))
        .done();
  }

  LogEvent putBucketPolicy() {
    String bucket = scene.bucket();
    String host = bucket + "." + scene.host("s3");
    return new EventDraft(scene, "s3", "PutBucketPolicy")
        .writes()
        .request(
            """
            {"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Sid":"DenyInsecureTransport","Effect":"Deny","Principal":"*",\
            "Action":"s3:*","Resource":["arn:aws:s3:::%1$s","arn:aws:s3:::%1$s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},\
            {"Sid":"AllowAudit","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%2$s:role/cross-account-audit"},\
            "Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::%1$s/*"}]},"bucketName":"%1$s","Host":"%3$s","policy":""}"""
                .formatted(bucket, scene.account.id, host))
        .additional(
            """
            {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":%d,\
            "AuthenticationMethod":"AuthHeader","x-amz-id-2":"%s=","bytesTransferredOut":0}"""
                .formatted(chance.between(300, 2000), chance.text(Chance.BASE64, 75)))
        .requestId(chance.text(Chance.BASE36, 16))
        .resources(
            "[{\"accountId\":\"%s\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::%s\"}]"
                .formatted(scene.account.id, bucket))
        .host(host)
        .done();
  }

  LogEvent runInstances() {
    String image = "ami-0" + chance.text(Chance.HEX, 16);
    return new EventDraft(scene, "ec2", "RunInstances")
        .writes()
        .request(
            """
            {"instancesSet":{"items":[{"imageId":"%s","minCount":1,"maxCount":1}]},"userData":"<sensitiveDataRemoved>",\
            "instanceType":"m7g.2xlarge","blockDeviceMapping":{"items":[{"deviceName":"/dev/xvda","ebs":{"volumeSize":100,\
            "deleteOnTermination":true,"volumeType":"gp3","encrypted":true}}]},"monitoring":{"enabled":false},\
            "disableApiTermination":false,"clientToken":"fleet-%s-0","tagSpecificationSet":{"items":[{"resourceType":"instance",\
            "tags":[{"key":"karpenter.sh/nodepool","value":"default"},{"key":"Name","value":"prod/worker"}]}]}}"""
                .formatted(image, chance.uuid()))
        .response(
            """
            {"requestId":"%s","reservationId":"r-0%s","ownerId":"%s","groupSet":{},"instancesSet":{"items":[{"instanceId":"i-%s",\
            "imageId":"%s","instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-12-%d-%d.%s.compute.internal",\
            "amiLaunchIndex":0,"productCodes":{},"instanceType":"m7g.2xlarge","launchTime":%d,"placement":{"availabilityZone":"%sb",\
            "tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"subnet-0a1b2c3d4e5f60718","vpcId":"vpc-0f1e2d3c4b5a69788",\
            "stateReason":{"code":"pending","message":"pending"},"architecture":"arm64","rootDeviceType":"ebs",\
            "rootDeviceName":"/dev/xvda","virtualizationType":"hvm","hypervisor":"xen","ebsOptimized":true,"enaSupport":true,\
            "sourceDestCheck":true}]}}"""
                .formatted(
                    chance.uuid(),
                    chance.text(Chance.HEX, 16),
                    scene.account.id,
                    chance.text(Chance.HEX, 17),
                    image,
                    chance.below(256),
                    chance.below(256),
                    scene.region,
                    scene.windowStart.toEpochMilli(),
                    scene.region))
        .host(scene.host("ec2"))
        .done();
  }
}
