using DuckBus.ApiServer.Tables;

namespace DuckBus.ApiServer.Tests.Tables;

public sealed class AgesTests
{
    [Theory]
    [InlineData("-00:00:05", "<invalid>")]
    [InlineData("-00:00:01", "0s")]
    [InlineData("00:00:00", "0s")]
    [InlineData("00:01:59", "119s")]
    [InlineData("00:02:00", "2m")]
    [InlineData("00:02:01", "2m1s")]
    [InlineData("00:09:59", "9m59s")]
    [InlineData("00:10:59", "10m")]
    [InlineData("02:59:59", "179m")]
    [InlineData("03:00:00", "3h")]
    [InlineData("07:59:00", "7h59m")]
    [InlineData("08:59:00", "8h")]
    [InlineData("1.23:00:00", "47h")]
    [InlineData("2.00:00:00", "2d")]
    [InlineData("7.23:00:00", "7d23h")]
    [InlineData("8.23:00:00", "8d")]
    [InlineData("729.00:00:00", "729d")]
    [InlineData("730.00:00:00", "2y")]
    [InlineData("770.00:00:00", "2y40d")]
    [InlineData("2920.00:00:00", "8y")]
    public void Durations_read_as_in_Kubernetes(string duration, string expected) => Ages.Of(TimeSpan.Parse(duration)).ShouldBe(expected);

    [Fact]
    public void What_has_no_time_has_no_age() => Ages.Since(null, DateTimeOffset.UnixEpoch).ShouldBe("<unknown>");
}
