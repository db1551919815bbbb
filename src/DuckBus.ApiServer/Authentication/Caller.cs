using DuckBus.Model.Authentication;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Authentication;

/// <summary>Keeps with a request who makes it.</summary>
internal static class Caller
{
    private static readonly object Key = new();

    /// <summary>Who makes the request.</summary>
    public static UserInfo User(this HttpContext http) => http.Items[Key] as UserInfo ?? Users.Anonymous;

    /// <summary>Sets who makes the request.</summary>
    public static void IsFrom(this HttpContext http, UserInfo user) => http.Items[Key] = user;
}
