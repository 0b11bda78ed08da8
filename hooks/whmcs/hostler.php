<?php
/**
 * Tells Hostler what happens in this WHMCS.
 *
 * Copy this file into `includes/hooks/` of the WHMCS, and a file `hostler-config.php` beside it
 * that returns the address and the secret (see README.md). Events that cannot be delivered at once
 * wait in a table of their own and are sent again by the cron job.
 */

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

use WHMCS\Database\Capsule;

const HOSTLER_EVENTS = [
    'ClientAdd', 'ClientEdit', 'ClientClose', 'ClientDelete', 'ContactAdd', 'ContactEdit',
    'ContactDelete', 'UserAdd', 'UserEdit', 'UserChangePassword',
    'InvoiceCreated', 'InvoicePaid', 'InvoiceRefunded', 'InvoiceCancelled', 'InvoiceUnpaid',
    'AddTransaction', 'AfterShoppingCartCheckout', 'AcceptOrder', 'CancelOrder', 'FraudOrder',
    'PendingOrder', 'OrderPaid', 'AfterModuleCreate', 'AfterModuleSuspend',
    'AfterModuleUnsuspend', 'AfterModuleTerminate', 'AfterModuleChangePackage', 'ServiceDelete',
    'AfterRegistrarRegistration', 'AfterRegistrarTransfer', 'AfterRegistrarRenewal', 'DomainDelete',
    'TicketOpen', 'TicketUserReply', 'TicketAdminReply', 'TicketClose', 'TicketStatusChange',
    'QuoteStatusChange', 'AcceptQuote',
];

/** Names of values that never leave this WHMCS, in lower case. */
const HOSTLER_SECRETS = [
    'password', 'password2', 'cardnum', 'cardcvv', 'cvv', 'ccnumber', 'cardexpiry', 'bankacct',
    'bankcode', 'eppcode', 'transfersecret', 'serverpassword', 'serveraccesshash', 'securityqans',
];

/** Events in the table that are sent again in one run. */
const HOSTLER_BATCH = 100;

/** @return array{url: string, secret: string}|null */
function hostler_config()
{
    $file = __DIR__ . '/hostler-config.php';
    $config = is_file($file) ? require $file : null;
    $good = is_array($config) && !empty($config['url']) && !empty($config['secret']);
    return $good ? $config : null;
}

/** What may be told of the parameters of a hook: plain values, no secrets, not too deep. */
function hostler_plain($value, $depth = 0)
{
    if (is_scalar($value) || $value === null) {
        return $value;
    }
    if (!is_array($value) || $depth > 4) {
        return null;
    }
    $plain = [];
    foreach ($value as $name => $each) {
        if (!in_array(strtolower((string) $name), HOSTLER_SECRETS, true)) {
            $plain[$name] = hostler_plain($each, $depth + 1);
        }
    }
    return $plain;
}

/** The headers of a message, as https://www.standardwebhooks.com/ says. */
function hostler_headers($secret, $id, $timestamp, $body)
{
    $prefix = 'whsec_';
    $text = strpos($secret, $prefix) === 0 ? substr($secret, strlen($prefix)) : $secret;
    $signed = $id . '.' . $timestamp . '.' . $body;
    $signature = base64_encode(hash_hmac('sha256', $signed, base64_decode($text), true));
    return [
        'content-type: application/json',
        'webhook-id: ' . $id,
        'webhook-timestamp: ' . $timestamp,
        'webhook-signature: v1,' . $signature,
    ];
}

/** Sends once; true when it arrived. */
function hostler_send($config, $id, $body, $seconds)
{
    $curl = curl_init($config['url']);
    curl_setopt_array($curl, [
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_HTTPHEADER => hostler_headers($config['secret'], $id, time(), $body),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_CONNECTTIMEOUT => min(2, $seconds),
        CURLOPT_TIMEOUT => $seconds,
    ]);
    curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_HTTP_CODE);
    curl_close($curl);
    return $status >= 200 && $status < 300;
}

/** The table of what waits, made when it is needed first. */
function hostler_table()
{
    if (!Capsule::schema()->hasTable('mod_hostler_events')) {
        Capsule::schema()->create('mod_hostler_events', function ($table) {
            $table->string('id', 64)->primary();
            $table->mediumText('body');
            $table->integer('created_at');
        });
    }
    return Capsule::table('mod_hostler_events');
}

/** Tells of an event; a visitor of a page never waits for long, and never sees an error. */
function hostler_tell($kind, $vars)
{
    $config = hostler_config();
    if ($config === null) {
        return;
    }
    try {
        $id = 'whmcs_' . bin2hex(random_bytes(16));
        $client = $vars['userid'] ?? $vars['userId'] ?? $vars['client_id'] ?? $vars['clientId'] ?? null;
        $body = json_encode([
            'id' => $id,
            'type' => $kind,
            'timestamp' => gmdate('Y-m-d\TH:i:s\Z'),
            'client_id' => is_numeric($client) ? (int) $client : null,
            'data' => hostler_plain($vars),
        ], JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_SLASHES);
        if (!hostler_send($config, $id, $body, 3)) {
            hostler_table()->insert(['id' => $id, 'body' => $body, 'created_at' => time()]);
        }
    } catch (\Throwable $error) {
        logActivity('Hostler: an event could not be told: ' . $error->getMessage());
    }
}

/** Sends again what waits, oldest first, until something does not arrive. */
function hostler_again()
{
    $config = hostler_config();
    if ($config === null) {
        return;
    }
    try {
        foreach (hostler_table()->orderBy('created_at')->limit(HOSTLER_BATCH)->get() as $row) {
            if (!hostler_send($config, $row->id, $row->body, 20)) {
                return;
            }
            hostler_table()->where('id', $row->id)->delete();
        }
    } catch (\Throwable $error) {
        logActivity('Hostler: events could not be sent again: ' . $error->getMessage());
    }
}

foreach (HOSTLER_EVENTS as $hostlerKind) {
    add_hook($hostlerKind, 100, function ($vars) use ($hostlerKind) {
        hostler_tell($hostlerKind, is_array($vars) ? $vars : []);
    });
}
add_hook('AfterCronJob', 100, function () {
    hostler_again();
});
