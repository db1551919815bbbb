using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.Model.Tests.Errors;

public sealed class StatusTests
{
    private static readonly ResourceKind Pods = ResourceKind.Of<Pod>();
    private static readonly ResourceKind Deployments = ResourceKind.Of<Deployment>();

    public static TheoryData<Status, int, string, string> Statuses { get; } = new()
    {
        { Status.NotFound(Pods, "duck"), 404, "NotFound", "pods \"duck\" not found" },
        { Status.NotFound(Deployments, "duck"), 404, "NotFound", "deployments.apps \"duck\" not found" },
        { Status.AlreadyExists(Pods, "duck"), 409, "AlreadyExists", "pods \"duck\" already exists" },
        { Status.Conflict(Pods, "duck", "it moved"), 409, "Conflict", "Operation cannot be fulfilled on pods \"duck\": it moved" },
        {
            Status.Invalid(Pods, "duck", [StatusCause.Required("spec.containers")]), 422, "Invalid",
            "Pod \"duck\" is invalid: spec.containers: Required value"
        },
        {
            Status.Invalid(Deployments, "duck", [StatusCause.Invalid("spec.replicas", -1, "must not be negative"), StatusCause.Duplicate("spec.x", "y")]), 422, "Invalid",
            "Deployment.apps \"duck\" is invalid: [spec.replicas: Invalid value: -1: must not be negative, spec.x: Duplicate value: \"y\"]"
        },
        { Status.BadRequest("no"), 400, "BadRequest", "no" },
        { Status.MethodNotAllowed("PUT", "/api"), 405, "MethodNotAllowed", "the server does not allow PUT on /api" },
        { Status.Expired("too old"), 410, "Expired", "too old" },
        { Status.TooLarge("big"), 413, "RequestEntityTooLarge", "big" },
        { Status.Unavailable("PostgreSQL is down"), 503, "ServiceUnavailable", "PostgreSQL is down" },
        { Status.InternalError("a bug"), 500, "InternalError", "Internal error occurred: a bug" },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_failure_says_what_is_wrong_in_the_words_of_Kubernetes(Status status, int code, string reason, string message)
    {
        status.Outcome.ShouldBe("Failure");
        status.Code.ShouldBe(code);
        status.Reason.ShouldBe(reason);
        status.Message.ShouldBe(message);
        new StatusException(status).Message.ShouldBe(message);
    }

    [Fact]
    public void A_status_is_written_as_Kubernetes_writes_it() =>
        Status.NotFound(Deployments, "duck").ToJson().ShouldBe(
            """{"apiVersion":"v1","kind":"Status","metadata":{},"status":"Failure","message":"deployments.apps \"duck\" not found","reason":"NotFound","details":{"name":"duck","group":"apps","kind":"deployments"},"code":404}""");

    [Fact]
    public void An_unsupported_value_lists_the_supported_ones() =>
        StatusCause.NotSupported("spec.restartPolicy", "Sometimes", "Always", "Never").Message
            .ShouldBe("Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\"");

    [Fact]
    public void An_exception_knows_its_sort()
    {
        new StatusException(Status.NotFound(Pods, "x")).IsNotFound.ShouldBeTrue();
        new StatusException(Status.Conflict(Pods, "x", "")).IsConflict.ShouldBeTrue();
        new StatusException(Status.AlreadyExists(Pods, "x")).IsConflict.ShouldBeFalse();
        new StatusException(Status.AlreadyExists(Pods, "x")).IsAlreadyExists.ShouldBeTrue();
    }
}
