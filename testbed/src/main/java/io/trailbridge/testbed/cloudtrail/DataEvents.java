package io.trailbridge.testbed.cloudtrail;

/** Events on objects, functions and rows: what a trail logs only when it is asked to. */
final class DataEvents {
  private final Scene scene;
  private final Chance chance;

  DataEvents(Scene scene) {
    this.scene = scene;
    chance = scene.chance;
  }

  LogEvent s3Object(String name, boolean readOnly) {
    String bucket = scene.bucket();
    String key =
        chance.oneIn(12)
            ? "uploads/2026/03/отчёт за март — версия " + chance.below(90) + " (é).pdf"
            : "year=2026/month=03/day=01/hour=%d/part-%05d-c000.snappy.parquet"
                .formatted(chance.below(24), chance.below(1000));
    String arn = "arn:aws:s3:::" + bucket + "/" + key;
    String host = bucket + "." + scene.host("s3");
    EventDraft draft = new EventDraft(scene, "s3", name).data().host(host);
    draft.sometimesDenied("s3:" + name, arn);
    draft.request(
        "{\"bucketName\":\"%s\",\"Host\":\"%s\",\"key\":\"%s\"%s}"
            .formatted(
                bucket,
                host,
                key,
                readOnly
                    ? ""
                    : ",\"x-amz-server-side-encryption\":\"aws:kms\",\"x-amz-storage-class\":\"STANDARD\""));
    if (!readOnly) {
      draft
          .writes()
          .response(
              "{\"x-amz-server-side-encryption\":\"aws:kms\",\"x-amz-server-side-encryption-aws-kms-key-id\":\"%s\"}"
                  .formatted(scene.keyArn()));
    }
    return draft
        .additional(
            s3Additional(
                readOnly ? 0 : chance.below(1 << 22), readOnly ? chance.below(1 << 24) : 0))
        .requestId(chance.text(Chance.BASE36, 16))
        .resources(
            "[{\"type\":\"AWS::S3::Object\",\"ARN\":\"%s\"},{\"accountId\":\"%s\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::%s\"}]"
                .formatted(arn, scene.account.id, bucket))
        .done();
  }

  private String s3Additional(int in, int out) {
    return """
        {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":%d,"SSEApplied":"SSE_KMS",\
        "AuthenticationMethod":"AuthHeader","x-amz-id-2":"%s=","bytesTransferredOut":%d}"""
        .formatted(in, chance.text(Chance.BASE64, 75), out);
  }

  LogEvent lambdaInvoke() {
    String function = scene.function();
    EventDraft draft = new EventDraft(scene, "lambda", "Invoke").data().writes().shared();
    if (chance.oneIn(3)) {
      draft.byService("apigateway.amazonaws.com");
    }
    return draft
        .request(
            """
            {"functionName":"%s","sourceArn":"arn:aws:execute-api:%s:%s:a1b2c3d4e5/prod/POST/v1/invoices",\
            "contentType":"application/json; charset\\u003dutf-8"}"""
                .formatted(function, scene.region, scene.account.id))
        .additional("{\"functionVersion\":\"" + function + ":42\"}")
        .resources(
            "[{\"accountId\":\"%s\",\"type\":\"AWS::Lambda::Function\",\"ARN\":\"%s\"}]"
                .formatted(scene.account.id, function))
        .done();
  }

  LogEvent dynamoDb() {
    boolean read = chance.oneIn(2);
    String table =
        "arn:aws:dynamodb:%s:%s:table/orders-prod".formatted(scene.region, scene.account.id);
    EventDraft draft = new EventDraft(scene, "dynamodb", read ? "GetItem" : "UpdateItem").data();
    if (!read) {
      draft.writes();
    }
    String rest =
        read
            ? "\"consistentRead\":false"
            : "\"updateExpression\":\"SET #s = :s ADD version :one\",\"expressionAttributeNames\":{\"#s\":\"status\"},\"returnValues\":\"NONE\"";
    return draft
        .request(
            "{\"tableName\":\"%s\",\"key\":{\"order_id\":\"%s\"},%s}"
                .formatted(table, chance.uuid(), rest))
        .requestId(chance.text(Chance.BASE36, 52))
        .resources(
            "[{\"accountId\":\"%s\",\"type\":\"AWS::DynamoDB::Table\",\"ARN\":\"%s\"}]"
                .formatted(scene.account.id, table))
        .host(scene.host("dynamodb"))
        .done();
  }
}
