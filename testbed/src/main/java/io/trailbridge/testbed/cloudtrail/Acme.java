package io.trailbridge.testbed.cloudtrail;

import java.util.List;

/** The people, roles and tools of the company whose accounts these logs are about. */
final class Acme {
  static final List<String> REGIONS =
      List.of("us-east-1", "eu-west-1", "us-west-2", "ap-southeast-2", "eu-central-1");
  static final List<String> USERS =
      List.of(
          "maria.kowalska",
          "j.smith",
          "akira.tanaka",
          "zoë.müller",
          "josé.garcía",
          "олена.коваль",
          "li.wei",
          "priya.nair",
          "terraform-admin",
          "break-glass",
          "søren.ødegård",
          "deploy-bot");
  static final List<String> ROLES =
      List.of(
          "ci-deployer",
          "eks-node-group-prod",
          "karpenter-controller-20260127055851155600000002",
          "AWSReservedSSO_PlatformEngineer_3f1c2b4d5e6f7a89",
          "AWSReservedSSO_ReadOnlyAccess_9a8b7c6d5e4f3a21",
          "payments-api-task-role",
          "lambda-invoice-renderer",
          "datalake-glue-crawler",
          "OrganizationAccountAccessRole",
          "cross-account-audit",
          "snowflake-s3-loader",
          "airflow-worker-irsa");
  static final List<String> BUCKETS =
      List.of(
          "acme-datalake-raw",
          "acme-datalake-curated",
          "prod-app-uploads",
          "cf-templates",
          "terraform-state",
          "alb-access-logs",
          "ml-feature-store",
          "backup-vault");
  static final List<String> FUNCTIONS =
      List.of(
          "invoice-renderer-prod",
          "webhook-ingest-prod",
          "image-resize-prod",
          "nightly-reconcile-prod");
  static final List<String> AGENTS =
      List.of(
          "aws-sdk-go-v2/1.39.0 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#arm64 api/ec2#1.251.2 m/C,E,z",
          "[aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython"
              + " cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#s3api.get-object]",
          "Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#6.1.119-129.201.amzn2023.x86_64 md/arch#x86_64"
              + " lang/python#3.11.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.162",
          "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.226-192.879.amzn2int.x86_64"
              + " OpenJDK_64-Bit_Server_VM/25.432-b06 java/1.8.0_432 vendor/Oracle_Corporation cfg/retry-mode/standard]",
          "aws-sdk-java/2.29.45 md/io#async md/http#NettyNio ua/2.1 os/Linux#5.15.0-1071-aws lang/java#21.0.5"
              + " md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS md/vendor#Amazon.com_Inc. md/en_US m/E,J",
          "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.76.0"
              + " (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5 ua/2.1 os/linux lang/go#1.23.3");
  static final String BROWSER =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
          + " Safari/537.36";

  private Acme() {}
}
